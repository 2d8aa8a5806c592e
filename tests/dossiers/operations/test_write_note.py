import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import Habilitation, HabilitationKind
from jalon.dossiers.models import CautionOverride, Note
from jalon.dossiers.operations import write_note
from jalon.dossiers.operations.write_note import NoteFromTheFuture, NoteNeedsSecrecy
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.wording.guard import Insistence, WordsToReview
from tests.factories import AffiliationFactory, actor, make_dossier
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def situation():
    hat = AffiliationFactory()
    return actor(hat), make_dossier(referent=hat)


def write(
    dossier, by, *, is_private=False, happened_on=None, body="A trouvé une place en crèche.", **more
):
    return write_note(
        dossier=dossier,
        kind="call",
        body=body,
        is_private=is_private,
        happened_on=happened_on or by.today,
        by=by,
        at=timezone.now(),
        **more,
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
    payload = {
        "dossier_id": dossier.pk,
        "note_id": note.pk,
        "private_to": private_to,
        "block": "N",
        "contact_on": None if is_private else note.happened_on.isoformat(),
    }
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

    with refused(Denied, "Seules les personnes de l’équipe peuvent écrire dans ce dossier."):
        write(dossier, actor())

    assert not Note.objects.exists()


def sworn(hat):
    """This hat has an express habilitation to professional secrecy."""
    today = timezone.localdate()
    Habilitation.objects.create(
        affiliation=hat,
        kind=HabilitationKind.SECRECY,
        started_on=today,
        ended_on=today + dt.timedelta(days=30),
        granted_by=AffiliationFactory(organisation=hat.organisation),
    )
    return hat


@pytest.mark.parametrize("block", ["S", "J"])
def test_a_note_of_health_or_justice_takes_an_habilitation(block):
    someone, dossier = situation()

    with refused(
        NoteNeedsSecrecy,
        "Une note de santé ou de justice s’écrit avec une habilitation au secret professionnel. "
        "Demandez-la à la personne responsable de votre organisme.",
    ):
        write(dossier, someone, block=block)

    sworn(dossier.referent.affiliation)
    assert write(dossier, someone, block=block).block == block


ILL = "Elle dit être en dépression depuis mars."
INSISTS = Insistence(frozenset({"health"}), "Elle demande que le référent le sache.")


def test_words_that_have_no_place_there_are_refused_whoever_asks():
    someone, dossier = situation()

    with refused(WordsToReview, "Relisez avant d’enregistrer : ce texte dit plus qu’il ne faut."):
        write(dossier, someone, body=ILL)

    assert not Note.objects.exists()


@pytest.mark.parametrize(
    "insistence",
    [
        Insistence(frozenset({"health"}), " "),
        Insistence(frozenset({"justice"}), "Parce que."),
        Insistence(frozenset(), "Parce que."),
    ],
    ids=["no reason", "another class", "not ticked"],
)
def test_insisting_takes_the_class_that_was_shown_and_a_reason(insistence):
    someone, dossier = situation()

    with pytest.raises(WordsToReview):
        write(dossier, someone, body=ILL, insistence=insistence)

    assert recorded() == []


def test_the_writer_may_insist_and_it_is_on_record_without_a_word_of_the_text():
    someone, dossier = situation()

    note = write(dossier, someone, body=ILL, insistence=INSISTS)

    override = CautionOverride.objects.get()
    assert (override.note, override.classes, override.reason) == (note, ["health"], INSISTS.reason)
    [_written, (kind, payload)] = recorded()
    assert kind == "caution.overridden"
    assert payload == {
        "dossier_id": dossier.pk,
        "override_id": override.pk,
        "field": "note.body",
        "classes": ["health"],
        "known_to": someone.organisation_id,
    }
    assert Entry.objects.get(kind=kind).audience_id == someone.organisation_id


@pytest.mark.parametrize("number", ["2550814168025 38", "FR76 3000 6000 0112 3456 7890 189"])
def test_nobody_insists_on_a_number_that_must_go(number):
    someone, dossier = situation()
    insistence = Insistence(frozenset({"nir", "bank", "health"}), "Elle me l'a donné.")

    with refused(
        WordsToReview, "Retirez le numéro de ce texte : il ne peut pas y être enregistré."
    ):
        write(dossier, someone, body=f"{ILL} {number}", insistence=insistence)
    with pytest.raises(WordsToReview):
        write(dossier, someone, body=ILL, insistence=Insistence(INSISTS.classes, number))

    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("block", "body", "is_kept"),
    [
        ("N", "Sorti de prison en mars.", False),
        ("S", "Sorti de prison en mars.", False),
        ("J", "Sorti de prison en mars.", True),
        ("J", ILL, False),
        ("S", ILL, False),
        ("S", "RQTH à renouveler.", True),
        ("N", "RQTH à renouveler.", False),
        ("S", "Pas de port de charges.", True),
    ],
)
def test_what_a_note_speaks_of_decides_what_is_in_its_place(block, body, is_kept):
    someone, dossier = situation()
    sworn(dossier.referent.affiliation)

    try:
        note = write(dossier, someone, body=body, block=block)
    except WordsToReview:
        note = None

    assert (note is not None) == is_kept
    if note:
        assert (note.block, recorded()[0][1]["block"]) == (block, block)
    assert not CautionOverride.objects.exists()
