import pytest
from django.utils import timezone

from jalon.exchanges.operations import acknowledge_messages, send_message
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.factories import MembershipFactory, actor
from tests.space.situations import camille, person_actor

pytestmark = pytest.mark.django_db


def test_one_says_that_the_words_of_the_other_side_are_read_and_never_one_s_own():
    dossier = camille()
    her, referent = person_actor(dossier), actor(dossier.referent.affiliation)
    now = timezone.now()
    mine, later = (
        send_message(dossier=dossier, body=body, by=her, at=now) for body in ("Bonjour.", "Allô ?")
    )
    shown = [mine.pk, 0]

    assert acknowledge_messages(dossier=dossier, seen=shown, by=her, at=now) == 0
    assert not Entry.objects.filter(kind="messages.acknowledged").exists()
    assert acknowledge_messages(dossier=dossier, seen=shown, by=referent, at=now) == 1

    mine.refresh_from_db()
    assert (mine.read_at, mine.read_by_id) == (now, referent.affiliation_id)
    later.refresh_from_db()
    assert later.read_at is None  # nobody has shown it yet
    assert Entry.objects.get(kind="messages.acknowledged").payload["role"] == "body"


def test_who_only_reads_says_nothing():
    dossier = camille()
    seat = MembershipFactory(dossier=dossier, affiliation__organisation__kind="france_travail")

    with pytest.raises(Denied):
        acknowledge_messages(
            dossier=dossier, seen=[1], by=actor(seat.affiliation), at=timezone.now()
        )
