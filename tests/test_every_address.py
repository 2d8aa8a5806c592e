"""Every address, as nobody, as a stranger and as those who may: swept, not chosen."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.operations import write_note
from jalon.intake.models import ListPolicy
from jalon.kernel.ids import uuid7
from jalon.web.middleware.limits import LIMITS
from jalon.web.models import Attempt
from tests.contents import Contents
from tests.conventions.addresses import (
    address,
    every_pattern,
    has_object,
    one_of_each_kind,
    things_near,
)
from tests.directory.situations import administrator_hat
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.intake.situations import KARIM, checked
from tests.security.envelope import HOSTILE, faults, faults_of_a_file, is_a_file
from tests.sweep import clean

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Paris"))

PATTERNS = [pattern for pattern in every_pattern() if pattern.name]
# The directory is open to whoever acts for an organisation: these are answered, or refused aloud.
# What binds people, they all read: the law, and the strategies that have been adopted.
OPEN_TO_ALL = {"organisation", "open_account", "close_organisation"} | {
    "strategy", "strategy_changes", "revise_strategy_step", "add_strategy_step", "declare_means",
    "propose_strategy", "adopt_strategy", "discard_strategy",
}  # fmt: skip
# The doors of identity providers do not exist before a deployment configures them.
OFF_UNTIL_CONFIGURED = {
    "proconnect", "proconnect_back", "franceconnect", "franceconnect_back",
}  # fmt: skip
# What looking writes: the reading itself, the session, the attempts that are counted.
# Signing out, and pages of the sign-in library that renew the session, are not pages one looks at.
GET_THAT_SIGNS = {"account_logout"}
WRITTEN_BY_LOOKING = {
    "journal_reading", "vigilance_sighting", "web_session", "web_cache", "web_attempt",
}  # fmt: skip


def by_name(pattern: Any) -> str:
    return str(pattern.name)


def without_tokens(content: bytes) -> str:
    """A page without what differs on each answer: anti-forgery tokens and identifiers."""
    text = re.sub(r"[0-9a-zA-Z]{32,64}", "TOKEN", content.decode())
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)


def make_file() -> Any:
    """A dossier, and a list of people, with all that may have an address of its own."""
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    MembershipFactory(dossier=dossier)
    MembershipFactory(dossier=dossier, affiliation=None)
    write_note(
        dossier=dossier,
        kind="note",
        body="Camille attend un logement",
        is_private=False,
        happened_on=timezone.localdate(),
        by=actor(hat),
        at=timezone.now(),
    )
    first_policy = {"keep_days": 30, "undo_hours": 24, "source": "test"}
    ListPolicy.objects.get_or_create(in_force_from=dt.date(2026, 1, 1), defaults=first_policy)
    by = actor(role=AffiliationRole.MANAGER, organisation=hat.organisation)
    checked(KARIM, by=by, name=HOSTILE)
    return dossier


def insiders(dossier: Any) -> list[Any]:
    """Those for whom pages open: the référent, a manager of the same body, the platform."""
    own = dossier.referent.affiliation
    manager = AffiliationFactory(organisation=own.organisation, role=AffiliationRole.MANAGER)
    return [own, manager, administrator_hat()]


def strangers() -> list[Any]:
    """Other roles are swept by the matrix of routes (S1)."""
    return [AffiliationFactory(), AffiliationFactory(role=AffiliationRole.MANAGER)]


def signed_in(hat: Any) -> str:
    """The cookie of a browser signed in under this hat."""
    client = Client()
    client.force_login(hat.user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["acting"] = hat.pk
    session.save()
    return client.cookies["sessionid"].value


def browser(cookie: str) -> Client:
    client = Client()
    client.cookies["sessionid"] = cookie
    return client


@dataclass(frozen=True)
class World:
    """What the tests of a process share: each of them takes back what it writes."""

    dossier: UUID
    things: dict[str, list[UUID]]
    insiders: list[str]
    strangers: list[str]
    contents: Contents

    def stranger_of(self, pattern: Any) -> str:
        """Each in turn: the matrix of routes (S1) sends every role to every address."""
        return self.strangers[PATTERNS.index(pattern) % len(self.strangers)]


@pytest.fixture(scope="module")
def committed_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with time_machine.travel(NOON, tick=False):
            dossier = make_file()
            things = one_of_each_kind()
            inside = [signed_in(hat) for hat in insiders(dossier)]
            outside = [signed_in(hat) for hat in strangers()]
        contents = Contents(but=WRITTEN_BY_LOOKING)
        yield World(dossier.public_id, things, inside, outside, contents)
        clean()


@pytest.fixture
def world(committed_world, db, settings):
    settings.JALON_SECOND_FACTOR_REQUIRED = False
    with time_machine.travel(NOON, tick=False):
        yield committed_world


def welcomed(pattern: Any, answer: Any, path: str) -> bool:
    """Whether nobody is answered as they should be, at this address."""
    to_sign_in = f"{reverse('account_login')}?"
    if pattern.name in OFF_UNTIL_CONFIGURED:
        return bool(answer.status_code == 404)
    if pattern.callback.access == "public":
        # A page open to all about a thing that does not exist is no page.
        usual = {404, 405} if has_object(pattern) else {200, 302, 405}
        led_away = answer.headers.get("Location", "").startswith(to_sign_in)
        return answer.status_code in usual and not led_away
    return bool(answer.status_code == 302 and answer.url == f"{to_sign_in}next={path}")


def test_nobody_enters_without_signing_in_but_where_everybody_may():
    wrong, met = {}, 0

    for pattern in PATTERNS:
        path = address(pattern, uuid7())
        if path is None:
            continue  # an address made for one message
        met += 1
        answer = Client().get(path)
        if not welcomed(pattern, answer, path):
            wrong[pattern.name] = (answer.status_code, answer.headers.get("Location"))

    assert wrong == {}
    assert met > 300


def test_nobody_writes_without_signing_in(world):
    answered = {}

    for pattern in PATTERNS:
        path = address(pattern, uuid7())
        if path and pattern.callback.access != "public":
            answered[path] = Client().post(path).status_code

    assert {path: status for path, status in answered.items() if status != 401} == {}
    assert len(answered) > 300
    assert world.contents.now() == world.contents.begun


def answer_to(browser: Any, method: str, path: str) -> tuple[int, str]:
    answer = getattr(browser, method)(path)
    return answer.status_code, without_tokens(answer.content)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "pattern",
    [pattern for pattern in PATTERNS if has_object(pattern) and pattern.name not in OPEN_TO_ALL],
    ids=by_name,
)
def test_what_a_stranger_may_not_read_does_not_exist(pattern, method, world):
    things = things_near(pattern, world.things)
    assert len(things) > 3

    client = browser(world.stranger_of(pattern))
    before = world.contents.now()
    nothing = answer_to(client, method, address(pattern, uuid7()))
    for public_id in things:
        path = address(pattern, public_id, within=world.dossier)
        if pattern.name in LIMITS:
            Attempt.objects.all().delete()  # or asking so much would be refused as such
        assert answer_to(client, method, path) == nothing
    assert nothing[0] in {302, 404, 405}  # 302: the same for what exists and what does not
    assert world.contents.now() == before


@pytest.mark.parametrize(
    "pattern", [one for one in PATTERNS if one.name not in GET_THAT_SIGNS], ids=by_name
)
def test_looking_changes_nothing(pattern, world):
    """Compared on the content of every table, not only trusted to the guard; answered safely."""
    things = things_near(pattern, world.things) if has_object(pattern) else [uuid7()]
    for cookie in world.insiders:
        client = browser(cookie)
        before = world.contents.now()
        for public_id in things:
            path = address(pattern, public_id, within=world.dossier)
            if path is None:
                continue
            answer = client.get(path)
            assert answer.status_code in {200, 302, 403, 404, 405}, path
            assert faults(answer) + faults_of_a_file(answer) == [], path
            assert answer.headers.get("Location", "").split("?")[0] != reverse("account_login")
        assert world.contents.now() == before


def test_the_pages_swept_are_really_pages(world):
    """The sweeps above mean something: the référent is answered where strangers are not."""
    client = browser(world.insiders[0])
    opened = {
        pattern.name
        for pattern in PATTERNS
        if has_object(pattern) and client.get(address(pattern, world.dossier)).status_code == 200
    }

    assert len(opened) >= 3
    assert is_a_file(client.get(reverse("deadline_file")))


def test_what_is_written_is_seen(world):
    before = world.contents.now()
    assert before == world.contents.begun

    AffiliationFactory()

    changed = {name for name, digest in world.contents.now().items() if digest != before[name]}
    assert changed == {"accounts_user", "accounts_organisation", "accounts_affiliation"}


def everything() -> dict[str, str]:
    """A digest of the content of each table."""
    return Contents(but=WRITTEN_BY_LOOKING).begun
