import datetime as dt

import pytest
from django.utils import timezone

from jalon.appointments.models import Closure
from jalon.appointments.operations import HoursDoNotHold, declare_closure
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db
DAYS = {"from_on": dt.date(2026, 11, 26), "until_on": dt.date(2026, 11, 30)}


def test_days_off_are_declared_once_and_hold_together():
    by, now = actor(AffiliationFactory()), timezone.now()

    closure = declare_closure(desk=None, **DAYS, by=by, at=now)

    assert declare_closure(desk=None, **DAYS, by=by, at=now) == closure == Closure.objects.get()
    assert [kind for kind, _ in recorded()] == ["closure.declared"]
    with pytest.raises(HoursDoNotHold):
        declare_closure(
            desk=None, from_on=DAYS["until_on"], until_on=DAYS["from_on"], by=by, at=now
        )
