"""The work of `./jalon bench clocks`: dossiers that the database writes, then all their clocks."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import connection, transaction

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation, User
from jalon.bench.need_to_know import DAY
from jalon.bench.report import Report
from jalon.deadlines.bulk.keeping import wind
from jalon.deadlines.models import Deadline, Recomputation
from jalon.dossiers.models import Dossier
from jalon.strategies.models import Strategy, StrategyStatus, StrategyStep
from jalon.territories.models import Territory, TerritoryKind

Say = Callable[[str], None]
AT: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)
PEOPLE: Final = """
INSERT INTO people_person (public_id, first_names, birth_name, usage_name, sex, birth_place,
                           birth_country, is_synthetic, created_at)
SELECT gen_random_uuid(), 'Camille', 'Inventée' || n, '', 'U', '', '', true, now()
FROM generate_series(1, %(people)s) AS n;

INSERT INTO dossiers_membership (id, public_id, dossier_id, organisation_id, affiliation_id, role,
                                 started_on)
SELECT n, gen_random_uuid(), n, %(body)s, %(hat)s, 'referent', %(day)s
FROM generate_series(1, %(people)s) AS n;

INSERT INTO dossiers_dossier (id, public_id, person_id, referent_id, opened_at)
SELECT n, gen_random_uuid(), n, n, now() FROM generate_series(1, %(people)s) AS n;
"""
# Two years of path each: oriented, met, signed, seen every two months.
PATHS: Final = """
INSERT INTO deadlines_dossiermilestone
    (dossier_id, code, reached_on, at, position, details, thing, thread, undoes, need)
SELECT n, said.code, date '2025-01-15' + (n %% 500)::integer + said.days, now(), said.position,
       CASE WHEN said.code = 'orientation_decided'
            THEN ARRAY[(ARRAY['employment', 'social', 'socio_professional'])[1 + n %% 3]]
            ELSE '{}' END, '', '', false, 'K'
FROM generate_series(1, %(people)s) AS n,
     (VALUES ('information_received', 0, 1), ('orientation_decided', 35, 2),
             ('orientation_notified', 37, 3), ('first_appointment', 50, 4),
             ('assessment_made', 50, 5), ('contract_signed', 70, 6), ('contact_made', 100, 7),
             ('contact_made', 150, 8)) AS said (code, days, position)
WHERE said.position <= 2 + n %% 8
"""


def run(people: int, say: Say) -> Report:
    """Fill, first computation, change of strategy, computation again, plain pass."""
    if not Dossier.objects.exists():
        _fill(people, say)
    figures = {"people": float(Dossier.objects.count())}
    say("first computation, from nothing")
    figures["first_s"] = _wind()
    _change()
    say("computed again after a change of strategy")
    figures["again_s"] = _wind()
    figures["deadlines"] = float(Deadline.objects.count())
    last = Recomputation.objects.latest("started_at")
    figures["changed"] = float(last.moved)
    figures["dossiers_per_s"] = figures["people"] / figures["again_s"]
    say("one plain pass over the same rows")
    reference = {"again_s": _plain_pass()}
    return Report("clocks", figures, [], reference, "plain SQL pass")


def _fill(people: int, say: Say) -> None:
    say(f"{people} dossiers")
    place = Territory.objects.create(
        kind=TerritoryKind.DEPARTMENT, code="57", name="Moselle", valid_from=DAY
    )
    body = Organisation.objects.create(
        kind=OrganisationKind.DEPARTEMENT, name="Banc", siret="00000000000000", territory=place
    )
    user = User.objects.create(email="banc@organisme.example", first_name="Ada", last_name="Banc")
    hat = Affiliation.objects.create(
        user=user, organisation=body, role=AffiliationRole.PROFESSIONAL, started_on=DAY,
        confirmed_at=AT,
    )  # fmt: skip
    values: dict[str, Any] = {"people": people, "body": body.pk, "hat": hat.pk, "day": DAY}
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in PEOPLE.split(";"):
            if statement.strip():
                cursor.execute(statement, values)
        cursor.execute(PATHS, values)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _change() -> None:
    """The same promises, one day shorter in each follow-up: every running date moves."""
    former = Strategy.objects.get(status=StrategyStatus.ADOPTED, territory=None)
    today = date(2026, 11, 23)
    version = Strategy.objects.create(
        number=former.number + 1, title="Banc", based_on=former, created_at=AT
    )
    steps = list(former.steps.all())
    for step in steps:
        step.pk, step.strategy = None, version
        step.delay = max(1, step.delay - 1)
    StrategyStep.objects.bulk_create(steps)
    former.status, former.valid_until = StrategyStatus.SUPERSEDED, today
    former.save()
    Strategy.objects.filter(pk=version.pk).update(
        status=StrategyStatus.ADOPTED, valid_from=today, adopted_at=AT, proposed_at=AT
    )


def _wind() -> float:
    started = time.perf_counter()
    while wind(AT, longest=3600):
        pass
    return time.perf_counter() - started


def _plain_pass() -> float:
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE deadlines_deadline SET due_on = due_on + 1")
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    return seconds
