import datetime as dt

import pytest
from django.utils import timezone

from jalon.appointments.models import Availability
from jalon.appointments.operations import end_availability
from jalon.kernel.errors import Denied
from tests.appointments.situations import receives
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def ended(hours, hat):
    return end_availability(availability=hours, by=actor(hat), at=timezone.now())


def test_hours_end_the_day_before_and_those_to_come_go(clock):
    hat = AffiliationFactory()
    old, coming = receives(hat), receives(hat, from_on=dt.date(2026, 12, 1))

    ended(old, hat)
    ended(coming, hat)

    assert Availability.objects.get().until_on == dt.date(2026, 11, 23)
    assert [kind for kind, _ in recorded()] == ["availability.ended"] * 2


def test_nobody_ends_the_hours_of_another(clock):
    with pytest.raises(Denied):
        ended(receives(AffiliationFactory()), AffiliationFactory())
