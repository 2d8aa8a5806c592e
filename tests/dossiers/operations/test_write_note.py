import datetime as dt

import pytest
from django.utils import timezone

from jalon.dossiers.models import Note
from jalon.dossiers.operations import write_note
from jalon.dossiers.operations.write_note import NoteFromTheFuture
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, actor, make_dossier
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def situation():
    hat = AffiliationFactory()
    return actor(hat), make_dossier(referent=hat)


def write(dossier, by, *, is_private=False, happened_on=None):
    return write_note(
        dossier=dossier,
        kind="call",
        body="A trouvé une place en crèche.",
        is_private=is_private,
        happened_on=happened_on or by.today,
        by=by,
        at=timezone.now(),
    )


def test_a_note_says_what_when_by_whom_and_for_which_body():
    someone, dossier = situation()
    yesterday = someone.today - dt.timedelta(days=1)

    note = write(dossier, someone, happened_on=yesterday)

    note.refresh_from_db()
    assert (note.dossier, note.kind, note.body) == (
        dossier,
        "call",
        "A trouvé une place en crèche.",
    )
    assert (note.author_id, note.organisation_id) == (
        someone.affiliation_id,
        someone.organisation_id,
    )
    assert (note.happened_on, note.is_private) == (yesterday, False)


@pytest.mark.parametrize("is_private", [True, False])
def test_one_fact_without_a_word_of_the_note_for_those_who_may_know(is_private):
    someone, dossier = situation()

    note = write(dossier, someone, is_private=is_private)

    private_to = someone.organisation_id if is_private else None
    payload = {"dossier_id": dossier.pk, "note_id": note.pk, "private_to": private_to}
    assert recorded() == [("note.written", payload)]
    assert Entry.objects.get().audience_id == private_to


def test_a_note_does_not_tell_the_future():
    someone, dossier = situation()

    sentence = "Cette date est à venir : une note raconte ce qui a déjà eu lieu."
    with refused(NoteFromTheFuture, sentence):
        write(dossier, someone, happened_on=someone.today + dt.timedelta(days=1))

    assert not Note.objects.exists()


def test_nobody_writes_in_a_dossier_of_others():
    _, dossier = situation()

    with refused(Denied, "Seules les personnes de l'équipe peuvent écrire dans ce dossier."):
        write(dossier, actor())

    assert not Note.objects.exists()
