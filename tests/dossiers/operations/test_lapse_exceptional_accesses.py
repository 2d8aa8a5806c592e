import datetime as dt

import pytest
from django.utils import timezone

from jalon.dossiers.operations import lapse_exceptional_accesses
from jalon.journal.models import Entry
from tests.dossiers.emergencies import known, opened
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_an_access_whose_minutes_have_passed_is_written_down_as_closed_once(clock):
    known()
    access = opened()
    clock.shift(dt.timedelta(minutes=29))
    assert lapse_exceptional_accesses(by=None, at=timezone.now()) == 0
    clock.shift(dt.timedelta(minutes=2))

    assert [lapse_exceptional_accesses(by=None, at=timezone.now()) for _ in "12"] == [1, 0]

    access.refresh_from_db()
    assert access.closed_at == access.expires_at
    assert [kind for kind, _payload in recorded()][1:] == ["exceptional_access.closed"]
    assert Entry.objects.last().affiliation_id is None
