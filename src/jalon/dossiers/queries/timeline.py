"""Le fil: the facts of one dossier that this reader may know of, filtered, newest first."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.db import connection

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.queries.dossier_page import actor_values, ready_fact
from jalon.dossiers.queries.page_statement import FACTS, TIMELINE_ITEMS
from jalon.dossiers.sections import sections

# What a reader may ask to see alone, by the word that stands in the address.
FILTERS: Final[dict[str, tuple[str, ...]]] = {
    "notes": ("note.written", "note.withdrawn"),
    "freins": ("barrier.assessed",),
    "equipe": (
        "dossier.opened", "member.joined", "member.left", "referent.changed", "seat.taken",
        "join.accepted",
    ),
    "modifications": ("block.revised",),
}  # fmt: skip


def filters() -> dict[str, tuple[str, ...]]:
    """All the filters: those above, and one for each section that has facts of its own."""
    return FILTERS | {one.anchor: tuple(one.sentences) for one in sections if one.sentences}


NARROWED: Final = """AND (%(kinds)s::text[] IS NULL OR entry.kind = ANY(%(kinds)s))
    AND (%(body)s::uuid IS NULL OR entry.organisation_id = (
        SELECT id FROM accounts_organisation WHERE public_id = %(body)s))
    AND (%(before)s::int IS NULL OR entry.position < %(before)s)
    AND (%(down_to)s::int IS NULL OR entry.position >= %(down_to)s)"""
STATEMENT: Final = f"""
SELECT coalesce(json_agg(row), '[]') FROM (
    {FACTS.format(stream="%(stream)s", narrowed=NARROWED, limit="%(limit)s")}
) AS row"""  # noqa: S608 - made of constants alone


def read_timeline(
    actor: Actor | PersonActor,
    dossier_id: int,
    *,
    kinds: Sequence[str] | None = None,
    organisation: UUID | None = None,
    before: int | None = None,
    down_to: int | None = None,
    limit: int = TIMELINE_ITEMS,
) -> list[dict[str, Any]]:
    """The facts of a dossier that the actor was let into, at most `limit` of them.

    `before` excludes its position, `down_to` includes it.
    The caller has read the dossier through `read_dossier_page`; private notes of other
    organisations are left out here again.
    """
    values = {
        **actor_values(actor),
        "stream": f"dossier/{dossier_id}",
        "kinds": list(kinds) if kinds is not None else None,
        "body": organisation,
        "before": before,
        "down_to": down_to,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, values)
        [(items,)] = cursor.fetchall()
    return [{**ready_fact(item), "is_new": False} for item in items]
