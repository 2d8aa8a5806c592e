import pytest
from django.utils import timezone

from jalon.exchanges.models import Message
from jalon.exchanges.operations import EmptyMessage, send_message
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.wording.guard import WordsToReview
from tests.factories import AffiliationFactory, MembershipFactory, actor
from tests.space.situations import camille, person_actor

pytestmark = pytest.mark.django_db
NIR = "2 85 07 57 463 112 17"


def say(dossier, by, body="Bonjour.", **more):
    return send_message(dossier=dossier, body=body, by=by, at=timezone.now(), **more)


def test_both_sides_write_and_an_answer_says_that_one_has_read():
    dossier = camille()
    her, referent = person_actor(dossier), actor(dossier.referent.affiliation)

    asked = say(dossier, her, " Je peux venir mardi ? ")
    unseen = say(dossier, her, "Ou mercredi ?")
    answered = say(dossier, referent, "Oui, à 10 h.", seen=[asked.pk])

    asked.refresh_from_db()
    unseen.refresh_from_db()
    assert unseen.read_at is None
    assert (asked.body, asked.author) == ("Je peux venir mardi ?", None)
    assert (asked.read_at, asked.read_by_id) == (answered.sent_at, referent.affiliation_id)
    assert answered.read_at is None
    facts = Entry.objects.filter(kind="message.sent").order_by("position")
    assert [(one.need, one.payload["role"]) for one in facts] == [
        ("N", "person"), ("N", "person"), ("N", "body"),
    ]  # fmt: skip
    assert "mardi" not in str([one.payload for one in facts])


def test_who_does_not_write_shared_notes_writes_nothing_here():
    dossier = camille()
    adviser = MembershipFactory(
        dossier=dossier, affiliation__organisation__kind="france_travail"
    ).affiliation
    others = [AffiliationFactory(), adviser]
    stranger = person_actor(camille(AffiliationFactory()))

    for by in (*map(actor, others), stranger):
        with pytest.raises(Denied):
            say(dossier, by)
    dossier.closed_at = timezone.now()
    with pytest.raises(Denied):
        say(dossier, actor(dossier.referent.affiliation))
    assert not Message.objects.exists()


def test_words_are_reviewed_for_professionals_and_numbers_for_everybody():
    dossier = camille()
    her, referent = person_actor(dossier), actor(dossier.referent.affiliation)

    say(dossier, her, "Mon cancer me fatigue.")
    for by, body in ((referent, "Son cancer la fatigue."), (her, f"Mon numéro : {NIR}")):
        with pytest.raises(WordsToReview):
            say(dossier, by, body)
    with pytest.raises(EmptyMessage):
        say(dossier, her, "  ")
    assert Message.objects.count() == 1
