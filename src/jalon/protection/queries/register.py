"""Who read one dossier: one line per day, reader and purpose, however many pages they opened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from jalon.dossiers.models import Dossier, ExceptionalAccess
from jalon.journal.models import Channel, Purpose

LINES: Final = 40  # on one page, at least: days are never cut

# The two ways to be in a reading: its own stream, or the list in which the name was. They are two
# statements in one, because each has its own index.
STATEMENT: Final = """
WITH mine AS (
    SELECT user_id, affiliation_id, organisation_id, purpose, channel, blocks, at, true AS opened
    FROM journal_reading WHERE stream = %(stream)s
    UNION ALL
    SELECT user_id, affiliation_id, organisation_id, purpose, channel, blocks, at,
           channel NOT IN ('list', 'search', 'autocomplete', 'import')
    FROM journal_reading WHERE stream = '' AND dossiers @> ARRAY[%(dossier)s]::bigint[]
), part AS (
    SELECT mine.*, (at AT TIME ZONE 'Europe/Paris')::date AS day FROM mine
    LEFT JOIN accounts_organisation AS body ON body.id = mine.organisation_id
    WHERE (%(body)s::uuid IS NULL OR body.public_id = %(body)s)
), line AS (
    SELECT day, user_id, affiliation_id, organisation_id, purpose, bool_or(opened) AS opened,
           array_agg(DISTINCT channel) AS channels, count(*) AS times,
           min(at) AS first_at, max(at) AS last_at,
           (SELECT array_agg(DISTINCT block) FROM part AS same, unnest(same.blocks) AS block
            WHERE same.day = part.day AND same.purpose = part.purpose
              AND same.user_id IS NOT DISTINCT FROM part.user_id
              AND same.affiliation_id IS NOT DISTINCT FROM part.affiliation_id) AS blocks
    FROM part
    WHERE (%(before)s::date IS NULL OR day < %(before)s)
      AND (%(only)s::date IS NULL OR day = %(only)s)
    GROUP BY day, user_id, affiliation_id, organisation_id, purpose
    ORDER BY day DESC, max(at) DESC
    LIMIT %(most)s
)
SELECT json_build_object(
    'day', line.day, 'first_at', line.first_at, 'last_at', line.last_at, 'times', line.times,
    'opened', line.opened, 'purpose', line.purpose, 'channels', line.channels,
    'blocks', coalesce(line.blocks, '{}'),
    'affiliation', line.affiliation_id, 'reader_id', hat.public_id,
    'reader', coalesce(nullif(who.civility, ''), who.first_name) || ' ' || who.last_name,
    'job_title', hat.job_title,
    'organisation_id', body.public_id,
    'organisation', coalesce(nullif(body.short_name, ''), body.name))
FROM line
LEFT JOIN accounts_affiliation AS hat ON hat.id = line.affiliation_id
LEFT JOIN accounts_user AS who ON who.id = coalesce(line.user_id, hat.user_id)
LEFT JOIN accounts_organisation AS body ON body.id = line.organisation_id
ORDER BY line.day DESC, line.last_at DESC, line.affiliation_id"""
MOST: Final = 2_000

BODIES: Final = """
SELECT body.public_id::text, coalesce(nullif(body.short_name, ''), body.name)
FROM accounts_organisation AS body WHERE body.id IN (
    SELECT organisation_id FROM journal_reading WHERE stream = %(stream)s
    UNION
    SELECT organisation_id FROM journal_reading
    WHERE stream = '' AND dossiers @> ARRAY[%(dossier)s]::bigint[])
ORDER BY 2"""


@dataclass(frozen=True)
class Line:
    """What one reader read on one day for one purpose. `reader` is empty for the person."""

    day: date
    first_at: datetime
    last_at: datetime
    times: int
    opened: bool  # false when the name was only in a list
    purpose: str
    channels: tuple[str, ...]
    blocks: tuple[str, ...]
    reader_id: UUID | None
    reader: str
    job_title: str
    organisation_id: UUID | None
    organisation: str
    reasons: tuple[str, ...] = ()  # of an exceptional access, in the words of who opened it

    @property
    def is_own(self) -> bool:
        return self.purpose == Purpose.OWN

    @property
    def is_emergency(self) -> bool:
        return self.purpose == Purpose.EMERGENCY

    @property
    def is_export(self) -> bool:
        return Channel.EXPORT in self.channels


@dataclass(frozen=True)
class Register:
    """A page of lines, newest day first; `before` asks for the days that follow."""

    lines: list[Line] = field(default_factory=list)
    before: date | None = None

    @property
    def days(self) -> list[tuple[date, list[Line]]]:
        found: dict[date, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.day, []).append(line)
        return list(found.items())


def read_register(
    dossier: Dossier | int,
    *,
    before: date | None = None,
    only: date | None = None,
    body: UUID | None = None,
    lines: int | None = LINES,
) -> Register:
    """Who read this dossier before a day, or on one day only, or from one body only.

    `lines`: how many at least, then the page ends with its day; None for all of them.
    """
    key = dossier if isinstance(dossier, int) else dossier.pk
    values: dict[str, Any] = {
        "stream": f"dossier/{key}",
        "dossier": key,
        "before": before,
        "only": only,
        "body": body,
        "most": MOST if lines else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, values)
        rows = [row[0] for row in cursor.fetchall()]
    kept = _whole_days(rows, lines) if lines else rows
    reasons = _reasons(key) if any(row["purpose"] == Purpose.EMERGENCY for row in kept) else []
    last = date.fromisoformat(kept[-1]["day"]) if kept and len(kept) < len(rows) else None
    return Register([_line(row, reasons) for row in kept], last)


def reading_of(dossier_id: int, reader_id: UUID, day: date | None) -> Line | None:
    """What this reader read that day; a reader who did not read is nobody here."""
    if day is None:
        return None
    for line in read_register(dossier_id, only=day).lines:
        if line.reader_id == reader_id and not line.is_own:
            return line
    return None


def readers(dossier_id: int) -> list[tuple[str, str]]:
    """The bodies that read it: public id and name, in alphabetical order."""
    with connection.cursor() as cursor:
        cursor.execute(BODIES, {"stream": f"dossier/{dossier_id}", "dossier": dossier_id})
        return cursor.fetchall()


def _whole_days(rows: Sequence[dict[str, Any]], lines: int) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for row in rows:
        if len(kept) >= lines and row["day"] != kept[-1]["day"]:
            break
        kept.append(row)
    return kept


def _reasons(dossier_id: int) -> list[ExceptionalAccess]:
    return list(ExceptionalAccess.objects.filter(dossier_id=dossier_id).order_by("opened_at"))


def _line(row: dict[str, Any], accesses: list[ExceptionalAccess]) -> Line:
    first, last = (datetime.fromisoformat(row[name]) for name in ("first_at", "last_at"))
    reasons = [
        access.reason
        for access in accesses
        if access.affiliation_id == row["affiliation"]
        and access.opened_at <= last
        and access.expires_at >= first
    ]
    return Line(
        day=date.fromisoformat(row["day"]),
        first_at=first,
        last_at=last,
        times=row["times"],
        opened=row["opened"],
        purpose=row["purpose"],
        channels=tuple(row["channels"]),
        blocks=tuple(row["blocks"]),
        reader_id=UUID(row["reader_id"]) if row["reader_id"] else None,
        reader="" if row["purpose"] == Purpose.OWN else row["reader"] or "",
        job_title=row["job_title"] or "",
        organisation_id=UUID(row["organisation_id"]) if row["organisation_id"] else None,
        organisation=row["organisation"] or "",
        reasons=tuple(reasons) if row["purpose"] == Purpose.EMERGENCY else (),
    )
