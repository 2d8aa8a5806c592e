"""A closed account, or a session ended from elsewhere, is out within a second, everywhere."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jalon.accounts.models import Affiliation, AffiliationRole, User
from jalon.directory.operations.close_account import close_account
from jalon.dossiers.models import Dossier
from jalon.live.tokens import kept_key
from jalon.web.models import Session
from tests.factories import AffiliationFactory, actor
from tests.live.situations import around
from tests.live.streams import Screen, Streams

pytestmark = pytest.mark.usefixtures("committed")
SignIn = Callable[[Affiliation], Client]
SOON = 1.0


def listening(streams: Streams, browser: Client, dossier: Dossier) -> tuple[Screen, str]:
    """The screen of a dossier as its page opens it, and the token that it had."""
    topic = f"dossier/{dossier.public_id}"
    token = browser.get("/direct/jeton", {"sujet": topic}).json()["token"]
    screen = Screen(streams.port, token)
    screen.until("hello")
    return screen, token


def test_a_closed_account_is_out_within_a_second(streams: Streams, sign_in: SignIn) -> None:
    them = around()
    hat = Affiliation.objects.get(pk=them.colleague.affiliation_id)
    browser = sign_in(hat)
    screen, token = listening(streams, browser, them.dossier)
    manager = actor(AffiliationFactory(organisation=hat.organisation, role=AffiliationRole.MANAGER))

    close_account(user=User.objects.get(pk=hat.user_id), by=manager, at=timezone.now())
    closed = time.monotonic()

    assert browser.get("/aujourdhui")["Location"].startswith("/connexion?")
    assert browser.get("/direct/jeton", {"sujet": "caseload"}).status_code == 302
    assert screen.closed.wait(SOON - (time.monotonic() - closed))
    assert "ended" in [event.name for event in screen.quiet(0)]
    assert Screen(streams.port, token).status in {401, 403}
    assert not Session.objects.filter(user_id=hat.user_id).exists()

    User.objects.filter(pk=hat.user_id).update(is_active=True)
    assert browser.get("/aujourdhui").status_code == 302, "opened again, it must sign in again"


def test_a_session_ended_from_another_device_is_out_within_a_second(
    streams: Streams, sign_in: SignIn
) -> None:
    them = around()
    hat = Affiliation.objects.get(pk=them.colleague.affiliation_id)
    here, there = sign_in(hat), sign_in(hat)
    kept, _token = listening(streams, here, them.dossier)
    screen, token = listening(streams, there, them.dossier)
    row: Any = Session.objects.get(pk=kept_key(there.cookies["sessionid"].value))

    here.post(f"/mon-compte/sessions/{row.public_id}/fermer")
    ended = time.monotonic()

    assert screen.closed.wait(SOON - (time.monotonic() - ended))
    assert screen.until("ended", past="presence").data == {"reason": "session"}
    assert there.get("/aujourdhui").status_code == 302
    assert Screen(streams.port, token).status == 401
    assert not kept.closed.is_set()
    assert here.get("/aujourdhui").status_code == 200
