import datetime as dt

import pytest
from django.utils import timezone

from jalon.appointments.models import Closure
from jalon.appointments.operations import declare_closure, withdraw_closure
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_one_takes_back_ones_own_days_off():
    by, now, day = actor(AffiliationFactory()), timezone.now(), dt.date(2026, 11, 26)
    closure = declare_closure(desk=None, from_on=day, until_on=day, by=by, at=now)

    with pytest.raises(Denied):
        withdraw_closure(closure=closure, by=actor(AffiliationFactory()), at=now)
    withdraw_closure(closure=closure, by=by, at=now)

    assert not Closure.objects.exists()
    assert recorded()[-1][0] == "closure.withdrawn"
