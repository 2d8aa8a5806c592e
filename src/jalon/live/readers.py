"""What readers reach of a dossier, asked for many streams at once.

The answer is that of `jalon_reach`, as for the rows of the pages: a thousand streams of a thousand
readers ask in one statement. tests/live/test_readers.py holds it against the rules in Python.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import psycopg
from django.utils import timezone

from jalon.accounts.kinds import SENSITIVE_KINDS
from jalon.dossiers.rules import ROLES_WITH_PEOPLE
from jalon.live.database import Line
from jalon.live.reach import Reach, Seat
from jalon.live.subscription import Subscription
from jalon.live.tokens import own_hat
from jalon.projects.rules import ANSWERING

CONSTANTS: Final = {
    "roles": sorted(role.value for role in ROLES_WITH_PEOPLE),
    "sensitive": sorted(kind.value for kind in SENSITIVE_KINDS),
}
RECENT: Final = "interval '10 seconds'"  # how long who has just left is known

# What one hat (a, of body o) reaches of one dossier (d), how its colleagues see it there, and when
# an exceptional access of its own ends. Without d, no letter.
REACHED = """
LEFT JOIN LATERAL (
    SELECT array_agg(block) AS letters FROM jalon_reach(
        CASE WHEN d.id IS NOT NULL AND a.role = ANY(%(roles)s) THEN a.id END,
        NULL, %(at)s, d.public_id, 'read', NULL)
) reached ON true
LEFT JOIN LATERAL (
    SELECT min(expires_at) AS at FROM dossiers_exceptionalaccess
    WHERE affiliation_id = a.id AND closed_at IS NULL AND expires_at > %(at)s
      AND (q.dossier_id IS NULL OR dossier_id = q.dossier_id)
) ends ON true
CROSS JOIN LATERAL (
    SELECT CASE WHEN EXISTS (
               SELECT FROM dossiers_membership
               WHERE dossier_id = q.dossier_id AND affiliation_id = a.id AND role = 'referent'
                 AND ended_at IS NULL) THEN 't'
           WHEN o.kind = ANY(%(sensitive)s) THEN 'T' ELSE 'm' END AS degree
) seen
"""
REACH = "a.organisation_id, reached.letters, seen.degree, ends.at"
NAME = """coalesce(nullif(u.civility, ''), u.first_name) || ' ' || u.last_name,
       coalesce(nullif(o.short_name, ''), o.name)"""

IN_FORCE: Final = """a.confirmed_at IS NOT NULL
  AND a.started_on <= %(on)s AND (a.ended_on IS NULL OR a.ended_on > %(on)s)
  AND u.is_active AND (o.closed_on IS NULL OR o.closed_on > %(on)s)"""
ALLOWED = f"""
SELECT q.n, {NAME}, {REACH}
FROM unnest(%(n)s::int[], %(user)s::bigint[], %(affiliation)s::bigint[], %(dossier)s::bigint[])
     AS q(n, user_id, affiliation_id, dossier_id)
JOIN accounts_affiliation a ON a.id = q.affiliation_id AND a.user_id = q.user_id
JOIN accounts_user u ON u.id = a.user_id
JOIN accounts_organisation o ON o.id = a.organisation_id
LEFT JOIN dossiers_dossier d ON d.id = q.dossier_id
{REACHED}
WHERE {IN_FORCE}
  AND a.role = ANY(%(roles)s) AND (q.dossier_id IS NULL OR '*' = ANY(reached.letters))
"""  # noqa: S608 - built from the constants above

# Of those who answer for a body that writes the project: the same answer as its page's.
INSIDE: Final = f"""
SELECT q.n, a.organisation_id
FROM unnest(%(n)s::int[], %(user)s::bigint[], %(affiliation)s::bigint[], %(project)s::bigint[])
     AS q(n, user_id, affiliation_id, project_id)
JOIN accounts_affiliation a ON a.id = q.affiliation_id AND a.user_id = q.user_id
JOIN accounts_user u ON u.id = a.user_id
JOIN accounts_organisation o ON o.id = a.organisation_id
WHERE {IN_FORCE} AND a.role = ANY(%(answering)s)
  AND EXISTS (SELECT FROM jalon_projects_of(a.organisation_id) AS own
              WHERE own.project_id = q.project_id AND own.quality <> 'state')
"""  # noqa: S608

# Who has the dossier on screen, and, of the open lists, those that hold it or have just lost it.
GRANTS = f"""
WITH seat AS (
    SELECT dossier_id, affiliation_id, organisation_id FROM dossiers_membership
    WHERE dossier_id = ANY(%(dossiers)s) AND (ended_at IS NULL OR ended_at > now() - {RECENT})
), q AS (
    SELECT * FROM unnest(%(shown)s::bigint[], %(to)s::bigint[]) AS screen(dossier_id, hat)
    UNION SELECT dossier_id, affiliation_id FROM seat WHERE affiliation_id = ANY(%(lists)s)
    UNION SELECT seat.dossier_id, manager.id FROM seat
          JOIN accounts_affiliation manager ON manager.organisation_id = seat.organisation_id
          WHERE manager.role = 'manager' AND manager.id = ANY(%(lists)s)
    UNION SELECT dossier_id, affiliation_id FROM dossiers_exceptionalaccess
          WHERE dossier_id = ANY(%(dossiers)s) AND affiliation_id = ANY(%(lists)s)
            AND least(expires_at, coalesce(closed_at, expires_at)) > now() - {RECENT}
)
SELECT d.id, d.public_id::text, a.id, {REACH}
FROM q JOIN dossiers_dossier d ON d.id = q.dossier_id
JOIN accounts_affiliation a ON a.id = q.hat
JOIN accounts_organisation o ON o.id = a.organisation_id
{REACHED}
"""  # noqa: S608

# The same for people in their own name, of the dossier that is theirs.
OWN_REACH: Final = """
CROSS JOIN LATERAL (
    SELECT array_agg(block) AS letters FROM jalon_reach(
        NULL, q.user_id, %(at)s, d.public_id, 'read', NULL)
) reached
"""
OWN_ALLOWED: Final = f"""
SELECT q.n, reached.letters
FROM unnest(%(n)s::int[], %(user)s::bigint[], %(dossier)s::bigint[]) AS q(n, user_id, dossier_id)
JOIN dossiers_dossier d ON d.id = q.dossier_id
{OWN_REACH}
WHERE '*' = ANY(reached.letters)
"""  # noqa: S608
OWN_GRANTS: Final = f"""
SELECT d.id, d.public_id::text, q.user_id, reached.letters
FROM unnest(%(shown)s::bigint[], %(user)s::bigint[]) AS q(dossier_id, user_id)
JOIN dossiers_dossier d ON d.id = q.dossier_id
{OWN_REACH}
"""  # noqa: S608

NAMES = f"""
SELECT a.id, {NAME}
FROM accounts_affiliation a
JOIN accounts_user u ON u.id = a.user_id
JOIN accounts_organisation o ON o.id = a.organisation_id
WHERE a.id = ANY(%s)
"""  # noqa: S608

MASKED = (
    "SELECT id FROM accounts_organisation WHERE id = ANY(%(bodies)s) AND kind = ANY(%(sensitive)s)"
)
SEAT_DEGREE = """
CASE WHEN m.role = 'referent' THEN 't' WHEN b.kind = ANY(%(sensitive)s) THEN 'T' ELSE 'm' END
"""
SEATS = f"""
SELECT m.id, {SEAT_DEGREE}, m.affiliation_id
FROM dossiers_membership m JOIN accounts_organisation b ON b.id = m.organisation_id
WHERE m.id = ANY(%(seats)s)
"""  # noqa: S608


@dataclass(frozen=True)
class Allowed:
    """A reader whose hat is in force, as colleagues know them, and what they reach."""

    name: str
    organisation_name: str
    reach: Reach


@dataclass
class Grant:
    """What each hat that was asked about reaches of one dossier now; nothing: it is not there."""

    public_id: str = ""
    asked: set[int] = field(default_factory=set)
    reach: dict[int, Reach] = field(default_factory=dict)


async def allowed(
    line: Line, streams: Sequence[Subscription], *, at: datetime
) -> dict[Subscription, Allowed]:
    """Those of the streams whose reader may still listen to what they asked for."""
    inside = [stream for stream in streams if stream.project is not None]
    of_hats = [stream for stream in streams if not stream.is_own and stream.project is None]
    own = [stream for stream in streams if stream.is_own]
    kept = await _allowed_hats(line, of_hats, at) if of_hats else {}
    kept |= await _allowed_inside(line, inside, at) if inside else {}
    return kept | await _allowed_people(line, own, at) if own else kept


async def _allowed_hats(
    line: Line, streams: Sequence[Subscription], at: datetime
) -> dict[Subscription, Allowed]:
    parameters = {
        **CONSTANTS,
        "n": list(range(len(streams))),
        "user": [stream.user for stream in streams],
        "affiliation": [stream.affiliation for stream in streams],
        "dossier": [stream.dossier for stream in streams],
        "on": timezone.localdate(at),
        "at": at,
    }
    rows = await line.rows(ALLOWED, parameters)
    return {
        streams[n]: Allowed(name, organisation, _reach(*found))
        for n, name, organisation, *found in rows
    }


async def _allowed_inside(
    line: Line, streams: Sequence[Subscription], at: datetime
) -> dict[Subscription, Allowed]:
    """Of a project: nobody is told who else looks at it."""
    parameters = {
        "n": list(range(len(streams))),
        "user": [stream.user for stream in streams],
        "affiliation": [stream.affiliation for stream in streams],
        "project": [stream.project for stream in streams],
        "answering": sorted(role.value for role in ANSWERING),
        "on": timezone.localdate(at),
    }
    rows = await line.rows(INSIDE, parameters)
    return {streams[n]: Allowed("", "", _reach(body, None, "m", None)) for n, body in rows}


async def _allowed_people(
    line: Line, streams: Sequence[Subscription], at: datetime
) -> dict[Subscription, Allowed]:
    """In their own name: nobody is told theirs."""
    parameters = {
        "n": list(range(len(streams))),
        "user": [stream.user for stream in streams],
        "dossier": [stream.dossier for stream in streams],
        "at": at,
    }
    rows = await line.rows(OWN_ALLOWED, parameters)
    return {streams[n]: Allowed("", "", _own_reach(letters)) for n, letters in rows}


def grants(
    connection: psycopg.Connection[Any],
    screens: dict[int, set[int]],
    lists: Collection[int],
    *,
    at: datetime,
) -> dict[int, Grant]:
    """For each dossier, what the hats with a screen of it and the open lists reach of it.

    Asked by the listener's thread, hence not async.
    """
    screen = [(dossier, hat) for dossier, hats in screens.items() for hat in hats]
    shown = [(dossier, hat) for dossier, hat in screen if hat > 0]
    own = [(dossier, hat) for dossier, hat in screen if hat < 0]
    found = {dossier: Grant(asked=set(hats)) for dossier, hats in screens.items()}
    parameters = {
        **CONSTANTS,
        "dossiers": list(screens),
        "shown": [dossier for dossier, _ in shown],
        "to": [hat for _, hat in shown],
        "lists": list(lists),
        "at": at,
    }
    for dossier, public_id, hat, *row in connection.execute(GRANTS, parameters):
        _grant(found[dossier], public_id, hat, _reach(*row))
    if own:
        asked = {"shown": [d for d, _ in own], "user": [own_hat(hat) for _, hat in own], "at": at}
        for dossier, public_id, user, letters in connection.execute(OWN_GRANTS, asked):
            _grant(found[dossier], public_id, own_hat(user), _own_reach(letters))
    return found


def _grant(grant: Grant, public_id: str, hat: int, reach: Reach) -> None:
    grant.public_id = public_id
    grant.asked.add(hat)
    if "*" in reach.letters:
        grant.reach[hat] = reach


def _own_reach(letters: list[str] | None) -> Reach:
    return Reach(None, frozenset(letters or ()), "T", None)


def _reach(
    organisation: int, letters: list[str] | None, degree: str, ends: datetime | None
) -> Reach:
    return Reach(organisation, frozenset(letters or ()), degree, ends)


async def names(line: Line, affiliations: Collection[int]) -> dict[int, tuple[str, str]]:
    """How colleagues know these hats: name, and organisation."""
    rows = await line.rows(NAMES, [list(affiliations)])
    return {key: (name, organisation) for key, name, organisation in rows}


def masked(connection: psycopg.Connection[Any], bodies: Iterable[int]) -> set[int]:
    """Of these bodies, those whose mere name is sensitive."""
    found = connection.execute(MASKED, {**CONSTANTS, "bodies": list(bodies)})
    return {body for (body,) in found}


def seats(connection: psycopg.Connection[Any], seats: Collection[int]) -> dict[int, Seat]:
    """Who may see these seats; one that is no longer there is seen by nobody."""
    if not seats:
        return {}
    found = connection.execute(SEATS, {**CONSTANTS, "seats": list(seats)})
    return {seat: Seat(degree, hat) for seat, degree, hat in found}
