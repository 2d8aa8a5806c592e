"""Every route, every role, every way of being near somebody: what the table says, and no more (S1).

Generated from the addresses of the site: a new route without a line in tests/security/routes.py
fails. The rows behind an open door are held by S2, block by block.
"""

import datetime as dt

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.territories.models import TerritoryKind
from tests.conventions.addresses import address, every_pattern, has_object
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    TerritoryFactory,
    make_dossier,
)
from tests.security.routes import LINES, NOT_ABOUT_PEOPLE, ROLES, without_a_line
from tests.test_every_address import without_tokens

pytestmark = pytest.mark.django_db

PATTERNS = [
    pattern
    for pattern in every_pattern()
    if getattr(pattern.callback, "access", "acting") not in NOT_ABOUT_PEOPLE
]
CLOSED = (
    "same territory", "other territory", "revoked", "expired", "archived", "erased", "of its body",
)  # fmt: skip


def test_every_route_has_a_line():
    assert without_a_line(PATTERNS, LINES) == []


def test_a_route_without_a_line_is_named():
    name = "dossier_page"
    lines = {key: line for key, line in LINES.items() if key != name}

    assert without_a_line(PATTERNS, lines) == [f"{name}: no line in tests/security/routes.py"]
    assert without_a_line(PATTERNS, {**LINES, "gone": ""}) == ["gone: a line of no route"]


PARTS = ("household", "rights", "education", "work", "membership")


def erase(dossier) -> None:
    """No row of it is left (keys are checked at commit; this module never commits)."""
    with connection.cursor() as cursor:
        for part in PARTS:
            cursor.execute(f"DELETE FROM dossiers_{part} WHERE dossier_id = %s", [dossier.pk])
        cursor.execute("DELETE FROM dossiers_dossier WHERE id = %s", [dossier.pk])


class Near:
    """A hat of one role, a dossier of its own work, and all those it must not meet."""

    def __init__(self, role):
        metz = TerritoryFactory(kind=TerritoryKind.COUNTRY, code="FR")
        lyon = TerritoryFactory(kind=TerritoryKind.DEPARTMENT, code="69")
        body = OrganisationFactory(territory=metz)
        named = AffiliationRole.PROFESSIONAL if role == "referent" else role
        self.hat = AffiliationFactory(organisation=body, role=named)
        self.own = make_dossier(referent=self.hat) if role == "referent" else self._seated()
        today, now = timezone.localdate(), timezone.now()
        elsewhere = AffiliationFactory(organisation=OrganisationFactory(territory=lyon))
        erased = self._seated()
        erase(erased)
        self.closed = {
            "same territory": make_dossier().public_id,
            "other territory": make_dossier(referent=elsewhere).public_id,
            "revoked": self._seated(ended_at=now).public_id,
            "expired": self._seated(until_on=today, started_on=today - dt.timedelta(9)).public_id,
            "archived": self._seated(is_archived=True).public_id,
            "erased": erased.public_id,
        }
        if role != AffiliationRole.MANAGER:  # a manager answers for the seats of the body
            colleague = AffiliationFactory(organisation=body)
            self.closed["of its body"] = make_dossier(referent=colleague).public_id

    def _seated(self, *, is_archived=False, **fields):
        dossier = make_dossier()
        MembershipFactory(dossier=dossier, affiliation=self.hat, **fields)
        if is_archived:
            now = timezone.now()
            Dossier.objects.filter(pk=dossier.pk).update(closed_at=now, archived_at=now)
        return dossier


@pytest.fixture(scope="module")
def neighbours(django_db_setup, django_db_blocker):
    """Drawn once for the whole module."""
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        try:
            yield {role: Near(role) for role in ROLES}
        finally:
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)


@pytest.fixture
def stopped():
    """Time stands still: pages say when they were made."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


def answer(browser: Client, method: str, path: str) -> tuple[int, str]:
    given = getattr(browser, method)(path)
    return given.status_code, without_tokens(given.content)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_answered_what_the_table_says(role, neighbours, sign_in):
    near = neighbours[role]
    browser = sign_in(near.hat)
    wrong = []

    for pattern in PATTERNS:
        expected = int(LINES[pattern.name].split()[ROLES.index(role)])
        found = browser.get(address(pattern, uuid7(), within=near.own.public_id)
                            if not about_dossier(pattern)
                            else address(pattern, near.own.public_id)).status_code  # fmt: skip
        if found != expected:
            wrong.append(f"{pattern.name}: {found}, the table says {expected}")

    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_whoever_is_not_linked_meets_what_does_not_exist(role, neighbours, sign_in, stopped):
    near = neighbours[role]
    browser = sign_in(near.hat)
    wrong = []

    for turn, pattern in enumerate(PATTERNS):
        if not has_object(pattern) or "dossiers/" not in route(pattern):
            continue
        for method in ("get", "post") if role in {"referent", "manager"} else ("get",):
            unknown = uuid7()
            nothing = answer(browser, method, address(pattern, unknown, within=unknown))
            for name in closed_at(role, turn, list(near.closed)):
                public_id = near.closed[name]
                path = address(pattern, public_id, within=public_id)
                given = answer(browser, method, path)
                if given != nothing:
                    wrong.append(f"{method} {pattern.name}: {name} ({given[0]}) can be told apart")
            if nothing[0] not in {302, 404, 405}:  # 302: before anything is looked for
                wrong.append(f"{method} {pattern.name}: {nothing[0]} for what does not exist")

    assert wrong == []
    assert set(near.closed) >= set(CLOSED) - {"of its body"}


def closed_at(role, turn, names):
    """The closed dossiers that a role meets at a route: all for the référent; else three, in turn.

    So each role meets each of them at a third of the routes, and each route meets them all.
    """
    if role == "referent":
        return names
    first = turn + ROLES.index(role)
    return [names[(first + step) % len(names)] for step in range(3)]


def route(pattern) -> str:
    return address(pattern, uuid7(), within=uuid7()).lstrip("/")


def about_dossier(pattern) -> bool:
    """Whether its address names a dossier, and nothing else by an identifier."""
    converters = pattern.pattern.converters
    return "public_id" in converters and len(
        [name for name in converters if name.endswith("_id")]
    ) == 1 and route(pattern).startswith("dossiers/")  # fmt: skip
