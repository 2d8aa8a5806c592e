"""What each reader sees: by row-level security, by the rules of Python, by the plain model."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from jalon.access.policy.blocks import Block
from jalon.accounts.acting import acting
from jalon.accounts.actor import Actor, PersonActor
from jalon.contracts.models import Commitment
from jalon.contracts.rules import may_read
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import rights
from jalon.kernel.acting import ROLE
from jalon.plans.models import Goal, Step, TwoSided
from jalon.plans.rules import sees
from tests.reliability.machine.eyes import SEEN, Eyes, Reader
from tests.reliability.machine.model import File

NOTHING = object()
# Every table that the model foretells, in one question whose plan is kept by the session.
ROWS = " UNION ALL ".join(
    [f"SELECT '{table}', id, dossier_id FROM {table}" for table in SEEN]
    + ["SELECT 'dossiers_dossier', id, id FROM dossiers_dossier"]
)
QUESTION = f"""
CREATE FUNCTION what_is_seen() RETURNS TABLE (name text, pk bigint, dossier bigint)
LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN QUERY {ROWS}; END $$;
GRANT EXECUTE ON FUNCTION what_is_seen() TO {ROLE};
SET LOCAL plan_cache_mode = force_generic_plan
"""


def actor_at(who: Actor | PersonActor, at: dt.datetime) -> Actor | PersonActor:
    """The same, at that moment."""
    more = {"at": at} if isinstance(who, Actor) else {}
    return replace(who, today=at.date(), **more)


def by_database(who: Actor | PersonActor, at: dt.datetime, file: File | None) -> set[Any]:
    """The rows that a session reads; of an officer, about one dossier."""
    subject = file.public_id if file else None
    with acting(who, at=at, subject=subject), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM what_is_seen()")
        return set(cursor.fetchall())


def by_model(world: Any, reader: Reader, files: list[File], about: File | None) -> set[Any]:
    found = set()
    for file in files:
        eyes = Eyes(world, reader, file, about or NOTHING)
        if eyes.open:
            found.add(("dossiers_dossier", file.id, file.id))
        for table, is_seen in SEEN.items():
            rows = file.rows[table]
            found |= {(table, row.pk, file.id) for row in rows if is_seen(eyes, row)}
    return found


@dataclass
class Loaded:
    """What the rules of Python judge, read once for all the readers."""

    file: File
    dossier: Dossier
    plan: list[tuple[str, TwoSided]]
    promises: list[Commitment]

    @classmethod
    def of(cls, file: File) -> "Loaded":
        plan = [
            (model._meta.db_table, row)
            for model in (Goal, Step)
            for row in model.objects.select_related("proposed_body").filter(dossier=file.id)
        ]
        promises = list(Commitment.objects.filter(dossier=file.id))
        dossier = Dossier.objects.get(pk=file.id)
        for row in [*(row for _, row in plan), *promises]:
            row.dossier = dossier
        return cls(file, dossier, plan, promises)


def rules_must_agree(world: Any, reader: Reader, who: Any, loaded: Loaded) -> None:
    """Block by block, and row by row where a rule of Python judges rows."""
    file, eyes = loaded.file, Eyes(world, reader, loaded.file)
    allowed = rights(who, loaded.dossier)
    told = {b.value: (allowed.reads(b), allowed.knows(b), allowed.writes(b)) for b in Block}
    expected = {b.value: (eyes.reads(b), b.value in eyes.open, eyes.writes(b)) for b in Block}
    assert told == expected, f"rules and model disagree on the blocks of {reader}"
    for table, row in loaded.plan:
        [kept] = file.find(table, pk=row.pk)
        assert sees(who, row, allowed) == SEEN[table](eyes, kept), f"{table} {row.pk}, {reader}"
    level = allowed.levels.get(Block.CONTRACT)
    for row in loaded.promises:
        [kept] = file.find("contracts_commitment", pk=row.pk)
        # A rule that masks no body: the pages ask it of what row security lets through.
        is_masked = eyes.is_masked(kept.proposed_for_id) or eyes.is_masked(kept.organisation_id)
        is_read = SEEN["contracts_commitment"](eyes, kept)
        assert is_masked or may_read(who, row, level) == is_read, f"promise {row.pk}, {reader}"
