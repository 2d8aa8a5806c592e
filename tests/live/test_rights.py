"""Who may listen: asked when a stream opens, and again whenever rights may have changed."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from jalon.accounts.models import Affiliation, User
from jalon.directory.operations.close_account import close_account
from jalon.directory.operations.end_affiliation import end_affiliation
from jalon.dossiers.models import Membership
from jalon.live.sessions import end_streams
from jalon.live.tokens import kept_key
from tests.factories import AffiliationFactory, MembershipFactory, actor
from tests.live.situations import around, leave, write
from tests.live.streams import ORIGIN, Screen, Streams, token_of

pytestmark = pytest.mark.usefixtures("committed")


def test_a_stranger_is_refused(streams: Streams) -> None:
    them, stranger = around(), actor()

    assert streams.knock(stranger, them.dossier).status == 403


def test_another_hat_of_the_same_person_is_refused(streams: Streams) -> None:
    them = around()
    user = User.objects.get(pk=them.colleague.user_id)
    other_hat = actor(AffiliationFactory(user=user))

    assert streams.knock(other_hat, them.dossier).status == 403


def test_a_role_that_opens_no_dossier_has_no_list_to_follow(streams: Streams) -> None:
    assert streams.knock(actor(role="administrator")).status == 403


def test_a_token_is_refused_when_it_is_old(streams: Streams) -> None:
    them = around()
    with time_machine.travel(timezone.now() - dt.timedelta(minutes=11)):
        old = token_of(them.referent, them.dossier)
    with time_machine.travel(timezone.now() - dt.timedelta(minutes=9)):
        recent = token_of(them.referent, them.dossier)

    assert Screen(streams.port, old).status == 401
    assert Screen(streams.port, recent).status == 200


@pytest.mark.parametrize("token", ["", "x", "a:b:c"])
def test_a_token_that_is_not_ours_is_refused(streams: Streams, token: str) -> None:
    assert Screen(streams.port, token).status == 401


def test_an_altered_token_is_refused(streams: Streams) -> None:
    them, others = around(), around()
    mine, theirs = (token_of(who.referent, who.dossier) for who in (them, others))
    forged = theirs.partition(":")[0] + ":" + mine.partition(":")[2]

    assert Screen(streams.port, forged).status == 401


def test_only_our_pages_may_listen(streams: Streams) -> None:
    them = around()
    token = token_of(them.referent, them.dossier)

    assert Screen(streams.port, token, origin="http://elsewhere.example").status == 403
    assert Screen(streams.port, token).answer.headers["access-control-allow-origin"] == ORIGIN
    status, headers = streams.request("GET", "/sante", Origin="http://elsewhere.example")
    assert (status, headers.get("access-control-allow-origin")) == (403, None)


def test_who_leaves_the_team_hears_nothing_after(streams: Streams) -> None:
    them = around()
    theirs, mine = (streams.open(who, them.dossier) for who in (them.colleague, them.referent))
    rows = streams.open(them.colleague)
    rows.until("resync")

    leave(them.seat, them.colleague)
    ended = theirs.until("ended")
    write(them.dossier, them.referent)

    assert ended.data == {"reason": "rights"}
    assert theirs.closed.wait(5)
    assert theirs.events.empty()
    assert mine.positions(2) == [1, 2]
    assert rows.until("resync").data == {"position": None}  # the row must leave the list
    assert rows.quiet() == []
    assert streams.knock(them.colleague, them.dossier).status == 403


def test_the_others_of_a_dossier_stay_when_someone_leaves(streams: Streams) -> None:
    them = around()
    third = MembershipFactory(dossier=them.dossier)
    screen = streams.open(actor(third.affiliation), them.dossier)

    leave(them.seat, them.colleague)

    assert screen.until("fact").data["kind"] == "member.left"


def test_the_streams_of_a_hat_end_with_it(streams: Streams) -> None:
    them = around()
    screen, rows = streams.open(them.colleague, them.dossier), streams.open(them.colleague)
    rows.until("resync")
    hat = Affiliation.objects.get(pk=them.colleague.affiliation_id)
    manager = actor(role="manager", organisation=hat.organisation)

    end_affiliation(affiliation=hat, by=manager, at=timezone.now())

    assert screen.until("ended").data == {"reason": "rights"}
    # Their seats end too, so their list may be told to ask its rows again.
    assert rows.until("ended", past="resync").data == {"reason": "rights"}


def test_the_streams_of_a_closed_account_end(streams: Streams) -> None:
    them = around()
    rows = streams.open(them.colleague)
    rows.until("resync")
    user = User.objects.get(pk=them.colleague.user_id)
    manager = actor(role="manager", organisation_id=them.colleague.organisation_id)

    close_account(user=user, by=manager, at=timezone.now())

    # Their seats end too, so their list may be told to ask its rows again.
    assert rows.until("ended", past="resync").data == {"reason": "rights"}


def test_an_end_that_comes_with_the_day_is_found(streams: Streams) -> None:
    them = around()
    screen = streams.open(them.colleague, them.dossier)
    others = streams.open(them.referent, them.dossier)

    # No fact is told: the date agreed at the start has come.
    Membership.objects.filter(pk=them.seat.pk).update(until_on=timezone.localdate())

    assert screen.until("ended", within=10).data == {"reason": "rights"}
    assert others.quiet(0.1) == []


def test_a_deleted_session_ends_its_streams(
    streams: Streams, sign_in: Callable[[Affiliation], Client]
) -> None:
    them = around()
    client = sign_in(Affiliation.objects.get(pk=them.referent.affiliation_id))
    key = str(client.session.session_key)
    screen = Screen(streams.port, token_of(them.referent, them.dossier, session=key))
    screen.until("hello")

    client.logout()

    assert screen.until("ended").data == {"reason": "session"}


def test_signing_out_ends_the_streams_of_that_session_alone(streams: Streams) -> None:
    them = around()
    left, kept = (token_of(them.referent, them.dossier, session=key) for key in ("left", "kept"))
    here, elsewhere = Screen(streams.port, left), Screen(streams.port, kept)
    here.until("hello")
    elsewhere.until("hello")

    end_streams(kept_key("left"))

    assert here.until("ended").data == {"reason": "session"}
    assert here.closed.wait(5)
    assert elsewhere.quiet() == []
    assert Screen(streams.port, left).status == 401
