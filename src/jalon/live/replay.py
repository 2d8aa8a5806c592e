"""What a screen missed, read again from the journal, for many screens in one statement."""

import importlib
import importlib.util
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.apps import apps

from jalon.live import readers
from jalon.live.database import Line
from jalon.live.reach import NOBODY, Seat, Secret
from jalon.live.subscription import Told, told

MOST = 200  # facts replayed one by one; beyond, the screen asks everything again

MISSED = f"""
SELECT q.dossier_id, q.after, head.position,
       e.position, e.kind, e.payload, e.affiliation_id,
       e.need, e.audience_id, masked.id, {readers.SEAT_DEGREE}, m.affiliation_id
FROM unnest(%(dossiers)s::bigint[], %(after)s::int[]) AS q(dossier_id, after)
CROSS JOIN LATERAL (
    SELECT coalesce(max(position), 0) AS position FROM journal_entry
    WHERE stream = 'dossier/' || q.dossier_id
) head
LEFT JOIN LATERAL (
    SELECT position, kind, payload, affiliation_id, organisation_id, audience_id, need
    FROM journal_entry
    WHERE stream = 'dossier/' || q.dossier_id AND position > q.after AND position <= head.position
      AND head.position - q.after <= %(most)s
) e ON true
LEFT JOIN accounts_organisation masked
    ON masked.id = e.organisation_id AND masked.kind = ANY(%(sensitive)s)
LEFT JOIN dossiers_membership m ON m.id = (e.payload->>'membership_id')::bigint
LEFT JOIN accounts_organisation b ON b.id = m.organisation_id
ORDER BY q.dossier_id, q.after, e.position
"""  # noqa: S608 - built from constants

Question = tuple[int, int | None]  # dossier, and the last position its screen was told


class Missed:
    """How far the journal of one dossier goes, and the facts after a position."""

    __slots__ = ("facts", "head")

    def __init__(self) -> None:
        self.head = 0
        self.facts: list[Told] = []

    def covers(self, after: int) -> bool:
        """Whether `facts` tells all that followed `after` (not too many, and not from nowhere)."""
        return 0 <= self.head - after <= MOST


async def missed(line: Line, questions: Iterable[Question]) -> dict[Question, Missed]:
    """The answer to each question; `after` None only asks how far the journal goes."""
    asked = list(set(questions))
    found: dict[Question, Missed] = defaultdict(Missed)
    parameters = {
        **readers.CONSTANTS,
        "dossiers": [dossier for dossier, _ in asked],
        "after": [after for _, after in asked],
        "most": MOST,
    }
    for dossier, after, head, position, *fact in await line.rows(MISSED, parameters):
        answer = found[dossier, after]
        answer.head = head
        if position is not None:
            answer.facts.append(_told(position, *fact))
    return found


def _told(position: int, kind: str, payload: dict[str, Any], by: int | None, *hidden: Any) -> Told:
    need, audience, masked, degree, holder = hidden
    seat = Seat(degree, holder) if degree else NOBODY
    secret = Secret(need, audience, masked, seat if "membership_id" in payload else None)
    return told(position, kind, blocks_of(kind, payload), by, secret)


def blocks_of(kind: str, payload: dict[str, Any]) -> list[str]:
    """The blocks a recorded fact changed; none means "unknown: ask them all"."""
    fact = _facts_by_kind().get(kind)
    try:
        return list(fact(**payload).blocks) if fact else []
    except TypeError:
        return []  # recorded by an older version, with other fields


@cache
def _facts_by_kind() -> dict[str, Callable[..., Any]]:
    found: dict[str, Callable[..., Any]] = {}
    for app in apps.get_app_configs():
        if not app.name.startswith("jalon.") or not importlib.util.find_spec(f"{app.name}.events"):
            continue
        for fact in vars(importlib.import_module(f"{app.name}.events")).values():
            kind = getattr(fact, "kind", None)
            if isinstance(fact, type) and isinstance(kind, str):
                found[kind] = fact
    return found
