"""A right that ends closes what it had opened within a second: pages, fragments, streams, exports.

S3. Everything is really committed, and heard by a real stream process.
"""

import datetime as dt
import time

import pytest
from django.utils import timezone

from jalon.accounts.models import Affiliation, AffiliationRole, User
from jalon.directory.operations import close_account, end_affiliation, end_habilitation
from jalon.dossiers.models import ExceptionalAccess, TeamRole
from jalon.dossiers.operations import close_exceptional_access, grant_objection
from jalon.people.models import PersonalAccess
from jalon.retention.operations import archive_dossiers
from tests.entry.situations import handed_over
from tests.factories import AffiliationFactory, actor, swear
from tests.live.conftest import committed, stream_process, streams  # noqa: F401
from tests.live.situations import around, assess, break_glass, leave
from tests.live.streams import Screen, close_all
from tests.retention.situations import told_long_ago
from tests.space.situations import account_of, browser_of

# The streams are in no table of their own: the first two fixtures come from tests/live.
pytestmark = [pytest.mark.usefixtures("committed")]
SOON = 1.0


@pytest.fixture(autouse=True)
def _screens_are_closed():
    yield
    close_all()


@pytest.mark.django_db
def test_these_tests_have_a_database_of_their_own():
    """pytest-django makes one for marked tests alone; those below commit in it."""
    assert not Affiliation.objects.filter(user__email__endswith="@reel.example").exists()


class Desk:
    """A browser with the page, a fragment and the stream of a dossier, under one hat."""

    def __init__(self, process, sign_in, hat, dossier):
        self.browser, self.process, self.dossier = sign_in(hat), process, dossier
        self.topic = {"sujet": f"dossier/{dossier.public_id}"}
        self.doors = [
            f"/dossiers/{dossier.public_id}",
            f"/dossiers/{dossier.public_id}/bloc/header",
            f"/dossiers/{dossier.public_id}/bloc/timeline",
            f"/dossiers/{dossier.public_id}/identity/modifier",
        ]
        self.opened = [door for door in self.doors if self.status(door) == 200]
        assert self.opened[:3] == self.doors[:3]
        self.token = self.browser.get("/direct/jeton", self.topic).json()["token"]
        self.screen = Screen(process.port, self.token)
        self.screen.until("hello")

    def status(self, path):
        return self.browser.get(path).status_code

    def is_shut(self, since):
        """All refuse, and the stream ended in time: `since` is when the commit was over."""
        ended = self.screen.until("ended", SOON - (time.monotonic() - since), past="fact")
        assert ended.data == {"reason": "rights"} or ended.data == {"reason": "session"}
        assert self.screen.closed.wait(SOON)
        for door in self.opened:
            assert self.status(door) in {302, 404}, door
        assert self.browser.get("/direct/jeton", self.topic).status_code in {302, 404}
        assert Screen(self.process.port, self.token).status in {401, 403}


def manager_of(hat):
    return actor(role=AffiliationRole.MANAGER, organisation=hat.organisation)


def officer_of(dossier):
    lead = dossier.referent.organisation
    return actor(role=AffiliationRole.DATA_PROTECTION, organisation=lead)


def a_seat(them, hat):
    leave(them.seat, them.referent)


def an_affiliation(them, hat):
    end_affiliation(affiliation=hat, by=manager_of(hat), at=timezone.now())


def an_account(them, hat):
    user = User.objects.get(pk=hat.user_id)
    close_account(user=user, by=manager_of(hat), at=timezone.now())


def an_objection(them, hat):
    grant_objection(
        dossier=them.dossier, organisation=hat.organisation, block="",
        by=officer_of(them.dossier), at=timezone.now(),
    )  # fmt: skip


def an_archive(them, hat):
    long_ago = timezone.now() - dt.timedelta(days=1500)
    type(them.dossier).objects.filter(pk=them.dossier.pk).update(opened_at=long_ago)
    told_long_ago(them.dossier)
    assert archive_dossiers(dossier_ids=[them.dossier.pk], by=None, at=timezone.now()) == 1


@pytest.mark.parametrize("end", [a_seat, an_affiliation, an_account, an_objection, an_archive])
def test_the_end_of_a_link_closes_all_that_it_had_opened(end, streams, sign_in):  # noqa: F811
    them = around()
    hat = Affiliation.objects.get(pk=them.colleague.affiliation_id)
    desk = Desk(streams, sign_in, hat, them.dossier)

    end(them, hat)

    desk.is_shut(time.monotonic())


def test_the_manager_of_a_body_leaves_with_its_seat(streams, sign_in):  # noqa: F811
    them = around()
    body = Affiliation.objects.get(pk=them.colleague.affiliation_id).organisation
    manager = AffiliationFactory(organisation=body, role=AffiliationRole.MANAGER)
    desk = Desk(streams, sign_in, manager, them.dossier)

    leave(them.seat, them.referent)

    desk.is_shut(time.monotonic())


def by_time(access, hat):
    time.sleep(max(0, (access.expires_at - timezone.now()).total_seconds()))


def by_hand(access, hat):
    close_exceptional_access(access=access, by=actor(hat), at=timezone.now())


def by_the_habilitation(access, hat):
    [trust] = hat.habilitations.filter(kind="break_glass")
    end_habilitation(habilitation=trust, by=manager_of(hat), at=timezone.now())


@pytest.mark.parametrize("end", [by_time, by_hand, by_the_habilitation])
def test_an_exceptional_access_closes_all_that_it_had_opened(end, streams, sign_in):  # noqa: F811
    them, hat = around(), AffiliationFactory()
    access = break_glass(hat, them.dossier, minutes=4 / 60 if end is by_time else 10)
    desk = Desk(streams, sign_in, hat, them.dossier)
    assert ExceptionalAccess.objects.filter(pk=access.pk, expires_at__gt=timezone.now()).exists()

    end(access, hat)

    desk.is_shut(time.monotonic())


def said(answer):
    """The page, but for the sentence that explains to everybody who may read what."""
    return answer.content.decode().replace("Santé et justice : lues seulement", "")


def test_the_end_of_an_oath_closes_what_it_had_opened(streams, sign_in):  # noqa: F811
    """The page stays; health leaves it, its fragment and its stream."""
    them = around()
    hat = swear(Affiliation.objects.get(pk=them.referent.affiliation_id))
    assess(them.dossier, them.referent, theme="sante")
    desk = Desk(streams, sign_in, hat, them.dossier)
    shown = f"/dossiers/{them.dossier.public_id}"
    assert "Santé" in said(desk.browser.get(shown))
    [trust] = hat.habilitations.filter(kind="secrecy")

    end_habilitation(habilitation=trust, by=manager_of(hat), at=timezone.now())

    desk.screen.until("resync", SOON)
    for path in (shown, f"{shown}/bloc/barriers", f"{shown}/bloc/timeline"):
        assert "Santé" not in said(desk.browser.get(path)), path


def a_handover(them, hat):
    receiver = AffiliationFactory(organisation=hat.organisation)
    handed_over(them.dossier, receiver)
    them.dossier.refresh_from_db()
    assert them.dossier.referent.role == TeamRole.REFERENT


@pytest.mark.parametrize("end", [a_handover, an_archive])
def test_no_copy_of_a_dossier_leaves_once_its_right_has_ended(end, streams, sign_in):  # noqa: F811
    them = around()
    hat = Affiliation.objects.get(pk=them.referent.affiliation_id)
    browser, door = sign_in(hat), f"/dossiers/{them.dossier.public_id}/remettre"
    formats = ("json", "pdf") if end is a_handover else ("json",)
    for made in formats:
        answer = browser.post(door, {"format": made})
        assert (answer.status_code, "attachment" in answer["Content-Disposition"]) == (200, True)

    end(them, hat)

    for made in formats:
        refused = browser.post(door, {"format": made})
        assert refused.status_code in {403, 404}
        assert "attachment" not in refused.headers.get("Content-Disposition", "")
    assert browser.get(door).status_code in {403, 404}


def test_the_person_whose_access_ends_keeps_no_door_open(sign_in):
    them = around()
    user = account_of(them.dossier.person)
    browser = browser_of(user)
    doors = ["/mon-espace", "/mon-espace/lectures", "/mon-espace/garder", "/mon-espace/droits"]
    assert [browser.get(door).status_code for door in doors] == [200] * 4
    assert browser.post("/mon-espace/garder", {"format": "json"}).status_code == 200

    PersonalAccess.objects.filter(user=user).update(ended_at=timezone.now())

    for door in doors:
        assert browser.get(door).status_code in {302, 403, 404}, door
    refused = browser.post("/mon-espace/garder", {"format": "json"})
    assert refused.status_code in {302, 403, 404}
