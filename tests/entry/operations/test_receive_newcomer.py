import pytest
from django.utils import timezone

from jalon.entry.models import Orientation
from jalon.entry.queries.queue import next_free
from jalon.entry.telling import keep_entry
from jalon.journal.models import Entry
from tests.entry.situations import officer
from tests.factories import actor, make_dossier

pytestmark = pytest.mark.django_db


def test_what_a_service_that_orients_opened_enters_its_queue_once():
    hat = officer()
    colleague = officer(hat.organisation)
    dossier = make_dossier(referent=hat)
    make_dossier()

    for _turn in range(2):
        keep_entry(timezone.now())

    waits = Orientation.objects.get()
    assert (waits.dossier, waits.taken_by) == (dossier, None)
    assert waits.received_on == timezone.localdate(dossier.opened_at)
    assert next_free(actor(colleague)) == waits
    assert Entry.objects.filter(kind="information.received").count() == 1
