"""The person's own screen: she is told what her pages show, of her dossier alone, and is unseen."""

import pytest
from django.utils import timezone

from jalon.exchanges.operations import send_message
from jalon.journal.models import Entry
from jalon.people.models import PersonalAccess
from tests.factories import actor
from tests.live.situations import assess, write
from tests.live.streams import Screen, Streams, own_token_of, token_of
from tests.plans.situations import World
from tests.space.situations import account_of, camille, person_actor

pytestmark = pytest.mark.usefixtures("committed")


def test_she_is_told_what_her_pages_show_and_nobody_sees_her_there(streams: Streams) -> None:
    dossier = camille()
    referent, her = actor(dossier.referent.affiliation), person_actor(dossier)
    theirs = streams.open(referent, dossier)
    hers = Screen(streams.port, own_token_of(her, dossier))
    hello = hers.until("hello").data
    assert hello["me"] is None

    assess(dossier, referent)
    write(dossier, referent, is_private=True)
    write(dossier, referent)
    World(dossier).goal("Passer le permis", by=referent)
    send_message(dossier=dossier, body="Bonjour.", by=referent, at=timezone.now())

    told = [hers.until("fact").data, hers.until("fact").data]
    assert [set(one) for one in told] == [{"blocks", "position"}] * 2
    assert [one["blocks"] for one in told] == [["plan"], ["messages"]]
    assert hers.quiet() == []
    while not theirs.events.empty():  # an ordinary fact, but no presence: they would be two
        event = theirs.events.get()
        assert event.name != "presence" or event.data["count"] < 2


def test_she_hears_what_she_missed_when_she_comes_back(streams: Streams) -> None:
    dossier = camille()
    referent, her = actor(dossier.referent.affiliation), person_actor(dossier)
    position = Entry.objects.filter(stream=f"dossier/{dossier.pk}").count()
    World(dossier).goal("Passer le permis", by=referent)
    write(dossier, referent)

    hers = Screen(streams.port, own_token_of(her, dossier), since=position)

    assert hers.until("hello")
    assert [event.data["blocks"] for event in hers.several(1)] == [["plan"]]
    assert hers.quiet() == []


def test_another_dossier_is_not_hers_and_nothing_is_once_her_access_ended(
    streams: Streams,
) -> None:
    dossier, other = camille(), camille()
    user = account_of(dossier.person)
    her = person_actor(dossier, user)
    assert Screen(streams.port, own_token_of(her, other)).status == 403
    assert streams.knock(actor(other.referent.affiliation), dossier).status == 403
    token = own_token_of(her, dossier)
    hers = Screen(streams.port, token)
    assert hers.status == 200
    hers.until("hello")

    PersonalAccess.objects.filter(user=user).update(ended_at=timezone.now())

    assert hers.until("ended", within=10.0).data == {"reason": "rights"}
    assert Screen(streams.port, token).status == 403
    assert (
        Screen(streams.port, token_of(actor(dossier.referent.affiliation), dossier)).status == 200
    )
