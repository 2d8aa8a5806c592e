import datetime as dt

import pytest
from django.utils import timezone

from jalon.people.models import IdentityCheck
from jalon.people.operations import purge_identity_checks, request_identity_check
from tests.facts import recorded
from tests.people.situations import by_franceconnect, pivot

pytestmark = pytest.mark.django_db


def ask(subject):
    who = by_franceconnect(subject)
    return request_identity_check(vouched=who, pivot=pivot(), by=None, at=timezone.now())


def test_what_nobody_confirmed_in_time_is_erased_and_the_rest_waits(clock):
    ask("old")
    clock.shift(dt.timedelta(days=59))
    kept = ask("recent")
    assert purge_identity_checks(by=None, at=timezone.now()) == 0
    clock.shift(dt.timedelta(days=1))

    assert purge_identity_checks(by=None, at=timezone.now()) == 1

    assert list(IdentityCheck.objects.all()) == [kept]
    assert recorded()[-1] == ("identity_checks.purged", {"count": 1})
