"""Who may read a dossier, asked for many streams at once.

The same answer as `dossiers.queries.readable`, in SQL because a thousand streams of a thousand
readers ask in one statement; tests/live/test_readers.py holds the two together.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import psycopg

from jalon.dossiers.rules import ROLES_WITH_PEOPLE
from jalon.live.database import Line
from jalon.live.subscription import Subscription

ROLES = sorted(role.value for role in ROLES_WITH_PEOPLE)
HAT_IN_FORCE = """
    a.confirmed_at IS NOT NULL
    AND a.started_on <= %(on)s AND (a.ended_on IS NULL OR a.ended_on > %(on)s)
    AND u.is_active AND (o.closed_on IS NULL OR o.closed_on > %(on)s)
"""
SEAT_IN_FORCE = "m.ended_at IS NULL AND (m.until_on IS NULL OR m.until_on > %(on)s)"
WAITING_SEAT = """
    m.affiliation_id IS NULL AND m.organisation_id = a.organisation_id AND a.role = 'manager'
"""

ALLOWED = f"""
SELECT q.n, a.organisation_id, coalesce(nullif(u.civility, ''), u.first_name) || ' ' || u.last_name,
       coalesce(nullif(o.short_name, ''), o.name)
FROM unnest(%(n)s::int[], %(user)s::bigint[], %(affiliation)s::bigint[], %(dossier)s::bigint[])
     AS q(n, user_id, affiliation_id, dossier_id)
JOIN accounts_affiliation a ON a.id = q.affiliation_id AND a.user_id = q.user_id
JOIN accounts_user u ON u.id = a.user_id
JOIN accounts_organisation o ON o.id = a.organisation_id
WHERE {HAT_IN_FORCE} AND a.role = ANY(%(roles)s)
  AND (q.dossier_id IS NULL OR EXISTS (
      SELECT FROM dossiers_membership m JOIN dossiers_dossier d ON d.id = m.dossier_id
      WHERE m.dossier_id = q.dossier_id AND d.archived_at IS NULL AND {SEAT_IN_FORCE}
      AND (m.affiliation_id = a.id OR ({WAITING_SEAT}))))
"""  # noqa: S608 - built from the constants above

# `holds` is false for a seat that has just ended: its reader's list must lose that row.
GRANTS = f"""
SELECT m.dossier_id, d.public_id::text, a.id, a.organisation_id,
       d.archived_at IS NULL AND {SEAT_IN_FORCE} AND {HAT_IN_FORCE} AND a.role = ANY(%(roles)s)
       AS holds
FROM dossiers_membership m
JOIN dossiers_dossier d ON d.id = m.dossier_id
JOIN accounts_affiliation a ON CASE WHEN m.affiliation_id IS NULL THEN {WAITING_SEAT}
                                    ELSE a.id = m.affiliation_id END
JOIN accounts_user u ON u.id = a.user_id
JOIN accounts_organisation o ON o.id = a.organisation_id
WHERE m.dossier_id = ANY(%(dossiers)s)
  AND (m.ended_at IS NULL OR m.ended_at > now() - interval '10 seconds')
  AND (d.archived_at IS NULL OR d.archived_at > now() - interval '10 seconds')
"""  # noqa: S608

NAMES = """
SELECT a.id, coalesce(nullif(u.civility, ''), u.first_name) || ' ' || u.last_name,
       coalesce(nullif(o.short_name, ''), o.name)
FROM accounts_affiliation a
JOIN accounts_user u ON u.id = a.user_id
JOIN accounts_organisation o ON o.id = a.organisation_id
WHERE a.id = ANY(%s)
"""


@dataclass(frozen=True)
class Allowed:
    """A reader whose hat is in force, as colleagues know them."""

    organisation: int
    name: str
    organisation_name: str


@dataclass
class Grant:
    """The hats that may read one dossier now, each with its organisation, and who just left."""

    public_id: str = ""
    hats: dict[int, int] = field(default_factory=dict)
    left: set[int] = field(default_factory=set)


async def allowed(
    line: Line, streams: Sequence[Subscription], *, on: date
) -> dict[Subscription, Allowed]:
    """Those of the streams whose reader may still listen to what they asked for."""
    parameters = {
        "n": list(range(len(streams))),
        "user": [stream.user for stream in streams],
        "affiliation": [stream.affiliation for stream in streams],
        "dossier": [stream.dossier for stream in streams],
        "roles": ROLES,
        "on": on,
    }
    rows = await line.rows(ALLOWED, parameters)
    return {streams[n]: Allowed(*found) for n, *found in rows}


def grants(
    connection: psycopg.Connection[Any], dossiers: Collection[int], *, on: date
) -> dict[int, Grant]:
    """For each dossier, who may read it (asked by the listener's thread, hence not async)."""
    found: dict[int, Grant] = defaultdict(Grant)
    parameters = {"dossiers": list(dossiers), "roles": ROLES, "on": on}
    rows = connection.execute(GRANTS, parameters)
    for dossier, public_id, hat, organisation, holds in rows:
        grant = found[dossier]
        grant.public_id = public_id
        if holds:
            grant.hats[hat] = organisation
        else:
            grant.left.add(hat)
    return found


async def names(line: Line, affiliations: Collection[int]) -> dict[int, tuple[str, str]]:
    """How colleagues know these hats: name, and organisation."""
    rows = await line.rows(NAMES, [list(affiliations)])
    return {key: (name, organisation) for key, name, organisation in rows}
