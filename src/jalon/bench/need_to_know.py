"""The work of `./jalon bench rights`: a territory that the database writes, then questions."""

import os
import statistics
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import connection, transaction

from jalon.accounts.acting import acting
from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation, User
from jalon.bench.report import Report, Target
from jalon.bench.servers import processor_ms
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries import caseload
from jalon.territories.models import Territory, TerritoryKind

Say = Callable[[str], None]
CASELOAD: Final = 300
STRUCTURE: Final = 100_000
ROUNDS: Final = 200
DAY: Final = date(2026, 1, 5)

FILL: Final = """
INSERT INTO people_person (public_id, first_names, birth_name, usage_name, sex, birth_place,
                           birth_country, is_synthetic, created_at)
SELECT gen_random_uuid(), 'Camille', 'Inventée' || n, '', 'U', '', '', true, now()
FROM generate_series(1, %(people)s) AS n;

INSERT INTO people_contact (person_id, phones, emails, address_line, address_extra, postal_code,
                            city, commune_code, is_domiciled, preferred_channel, language,
                            needs_interpreter)
SELECT id, '', '', '', '', '', '', '', false, '', 'fr', false FROM people_person;

INSERT INTO dossiers_membership (id, public_id, dossier_id, organisation_id, affiliation_id, role,
                                 started_on)
SELECT n, gen_random_uuid(), n, CASE WHEN n <= %(structure)s THEN %(body)s ELSE %(other)s END,
       CASE WHEN n <= %(caseload)s THEN %(hat)s ELSE %(colleague)s END, 'referent', %(day)s
FROM generate_series(1, %(people)s) AS n;

INSERT INTO dossiers_dossier (id, public_id, person_id, referent_id, opened_at)
SELECT n, gen_random_uuid(), n, n, now() FROM generate_series(1, %(people)s) AS n;

INSERT INTO dossiers_rights (dossier_id, rsa) SELECT id, '' FROM dossiers_dossier;
"""
# The naive policy: the database asks again for each row that it looks at.
SLOW: Final = """
SELECT count(*) FROM dossiers_dossier
WHERE EXISTS (SELECT FROM jalon_gates('read', 'I') AS gate WHERE gate.dossier_id = id + 0)
  AND id <= %s
"""
LIST: Final = """
SELECT dossier.public_id, person.sort_name
FROM dossiers_membership AS seat
JOIN dossiers_dossier AS dossier ON dossier.id = seat.dossier_id
JOIN people_person AS person ON person.id = dossier.person_id
WHERE seat.affiliation_id = %s AND seat.ended_at IS NULL
ORDER BY person.sort_name
"""
DECISION: Final = "SELECT array_agg(block) FROM jalon_gates('read', NULL)"
ROW: Final = "SELECT rsa FROM dossiers_rights WHERE dossier_id = %s"


def run(people: int, say: Say) -> Report:
    """Fill unless it was kept, then each question, with and without row-level security."""
    if not Organisation.objects.exists():
        _fill(max(people, STRUCTURE), say)
    advisor, manager = _actor(AffiliationRole.PROFESSIONAL), _actor(AffiliationRole.MANAGER)
    figures = {"people": float(Dossier.objects.count())}
    reference: dict[str, float] = {}
    own, other = Dossier.objects.get(pk=7), Dossier.objects.get(pk=STRUCTURE)
    for name, actor, subject in (("own", advisor, own), ("manager", manager, other)):
        say(f"one dossier, {name}")
        figures[f"{name}_decision_ms"] = _timed(DECISION, [], actor, subject)
        figures[f"{name}_row_ms"] = _timed(ROW, [subject.pk], actor, subject)
        reference[f"{name}_row_ms"] = _timed(ROW, [subject.pk], None, None)
    say(f"a caseload of {CASELOAD}")
    figures["caseload_ms"] = _timed(LIST, [advisor.affiliation_id], advisor, None)
    reference["caseload_ms"] = _timed(LIST, [advisor.affiliation_id], None, None)
    figures["caseload_page_ms"] = _page(advisor, advisor)
    figures |= _processor("caseload_page", advisor, rounds=100)
    reference["caseload_page_ms"] = _page(advisor, None)
    say(f"a manager of {STRUCTURE:,}")
    figures["manager_page_ms"] = _page(manager, manager, rounds=5)
    figures |= _processor("manager_page", manager, rounds=50)
    reference["manager_page_ms"] = _page(manager, None, rounds=5)
    figures["slow_ms"] = _timed(SLOW, [CASELOAD * 10], advisor, None, rounds=3)
    targets = [
        Target("own_decision_ms", "at most", 1),
        Target("manager_decision_ms", "at most", 1),
        Target("caseload_ms", "at most", 15),
        Target("caseload_page_database_ms", "at most", 15),
        Target("manager_page_database_ms", "at most", 150),
    ]
    return Report("rights", figures, targets, reference, "without row security")


def _timed(
    statement: str, values: list[Any], actor: Actor | None, subject: Dossier | None, *,
    rounds: int = ROUNDS,
) -> float:  # fmt: skip
    """Median milliseconds of a statement, as the actor or, without one, as the owner."""
    with _as(actor, subject), connection.cursor() as cursor:
        spent = []
        for _ in range(rounds):
            start = time.perf_counter()
            cursor.execute(statement, values)
            cursor.fetchall()
            spent.append(time.perf_counter() - start)
    return statistics.median(spent) * 1000


def _page(actor: Actor, acts: Actor | None, *, rounds: int = 50) -> float:
    """Median milliseconds of the first page of "Mes dossiers", as the product asks for it."""
    with _as(acts, None):
        spent = []
        for _ in range(rounds):
            start = time.perf_counter()
            if not caseload.listing(actor, caseload.Filters(), with_communes=True).items:
                raise RuntimeError("the list is empty: this would measure nothing")
            spent.append(time.perf_counter() - start)
    return statistics.median(spent) * 1000


def _processor(name: str, actor: Actor, *, rounds: int) -> dict[str, float]:
    """Processor time of that page, in Python and in the database: neighbours change it far less."""
    pids = {"python": os.getpid(), "database": connection.connection.info.backend_pid}
    with _as(actor, None):
        before = {kind: processor_ms([pid]) for kind, pid in pids.items()}
        for _ in range(rounds):
            caseload.listing(actor, caseload.Filters(), with_communes=True)
        spent = {kind: processor_ms([pid]) - before[kind] for kind, pid in pids.items()}
    return {f"{name}_{kind}_ms": ms / rounds for kind, ms in spent.items()}


def _as(actor: Actor | None, subject: Dossier | None) -> Any:
    if actor is None:
        return nullcontext()
    return acting(actor, at=datetime.now(UTC), subject=subject.public_id if subject else None)


def _actor(role: str) -> Actor:
    hats = Affiliation.objects.select_related("user", "organisation").order_by("pk")
    return actor_of(hats.filter(role=role).earliest("pk"), on=datetime.now(UTC).date())


def _fill(people: int, say: Say) -> None:
    say(f"{people:,} dossiers")
    country = Territory.objects.create(
        kind=TerritoryKind.COUNTRY, code="FR", name="France", valid_from=DAY
    )
    body, other = (
        Organisation.objects.create(
            kind=OrganisationKind.DEPARTEMENT, name=f"Organisme inventé {n}", siret=f"{n:014d}",
            territory=country, is_synthetic=True,
        )
        for n in (1, 2)
    )  # fmt: skip
    hat, colleague, _ = (
        _hat(body if n else other, n, role)
        for n, role in ((1, "professional"), (0, "professional"), (2, "manager"))
    )
    values: dict[str, Any] = {
        "people": people, "structure": STRUCTURE, "caseload": CASELOAD, "body": body.pk,
        "other": other.pk, "hat": hat.pk, "colleague": colleague.pk, "day": DAY,
    }  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in FILL.split(";")[:-1]:
            cursor.execute(statement, values)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _hat(body: Organisation, number: int, role: str) -> Affiliation:
    user = User.objects.create(
        email=f"agent{number}@organisme.example", first_name="Ada", last_name=f"Weber{number}"
    )
    return Affiliation.objects.create(
        user=user, organisation=body, role=role, started_on=DAY,
        confirmed_at=datetime(2026, 1, 5, tzinfo=UTC),
    )  # fmt: skip
