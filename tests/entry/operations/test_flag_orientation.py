import pytest
from django.utils import timezone

from jalon.entry.operations import flag_orientation
from jalon.journal.models import Entry
from tests.entry.situations import officer, to_orient

pytestmark = pytest.mark.django_db


def test_flagged_once():
    late = to_orient(officer().organisation, days_ago=43)

    for _turn in range(2):
        late = flag_orientation(orientation=late, by=None, at=timezone.now())

    assert late.flagged_at is not None
    assert Entry.objects.filter(kind="orientation.flagged").count() == 1
