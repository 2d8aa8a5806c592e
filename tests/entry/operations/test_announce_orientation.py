import pytest
from django.utils import timezone

from jalon.entry.operations import announce_orientation
from jalon.journal.models import Entry
from tests.entry.situations import notified, officer

pytestmark = pytest.mark.django_db


def test_told_once_by_e_mail_without_an_author():
    known = notified(officer())

    announce_orientation(orientation=known, by=None, at=timezone.now())

    [told] = Entry.objects.filter(kind="orientation.notified")
    assert (known.notified_how, told.affiliation_id) == ("email", None)
