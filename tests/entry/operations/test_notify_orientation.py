import pytest
from django.utils import timezone

from jalon.dossiers.rules import READ_DOSSIER
from jalon.entry.operations import notify_orientation
from jalon.entry.operations.notify_orientation import NotToNotify
from jalon.journal.models import Entry
from tests.entry.situations import decided, officer, taken
from tests.factories import actor

pytestmark = pytest.mark.django_db


def test_the_month_of_the_contract_starts_and_the_dossier_closes_to_the_officer():
    hat = officer()
    told = decided(hat)
    assert READ_DOSSIER.allows(actor(hat), told.dossier)

    notify_orientation(orientation=told, how="in_hand", by=actor(hat), at=timezone.now())

    told.refresh_from_db()
    assert told.notified_how == "in_hand"
    assert Entry.objects.get(kind="orientation.notified").payload["status"] == "in_hand"
    assert not READ_DOSSIER.allows(actor(hat), told.dossier)


def test_nothing_is_notified_before_it_is_decided():
    hat = officer()

    with pytest.raises(NotToNotify):
        notify_orientation(orientation=taken(hat), how="letter", by=actor(hat), at=timezone.now())
