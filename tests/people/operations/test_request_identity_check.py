import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from jalon.people.models import IdentityCheck
from jalon.people.operations import request_identity_check
from jalon.people.queries import certified, waiting
from tests.facts import recorded
from tests.people.situations import by_franceconnect, pivot

pytestmark = pytest.mark.django_db


def ask(subject="camille"):
    who = by_franceconnect(subject)
    return request_identity_check(vouched=who, pivot=pivot(), by=None, at=timezone.now())


def test_it_waits_sealed_under_a_number():
    check = ask()

    assert certified(IdentityCheck.objects.get()) == pivot()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pivot FROM people_identitycheck")
        [(kept,)] = cursor.fetchall()
    assert b"GOFF" not in bytes(kept)
    assert len(check.reference) == 10
    assert recorded()[-1] == ("identity_check.requested", {"check_id": check.pk})


def test_asked_again_it_is_the_same_until_its_time_is_over(clock):
    check = ask()
    assert ask() == check
    assert ask("another") != check

    clock.shift(dt.timedelta(days=60))

    assert ask().reference != check.reference
    assert IdentityCheck.objects.count() == 2


def test_it_is_found_by_its_number_however_it_is_typed_while_it_waits(clock):
    check, at = ask(), timezone.now()

    assert waiting(f" {check.spelled.lower()} ", at=at) == check
    assert waiting("", at=at) is None
    assert waiting(check.reference[:-1], at=at) is None
    assert waiting(check.reference, at=check.expires_at) is None
