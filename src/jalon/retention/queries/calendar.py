"""When each dossier ends: one statement that decides it for all, read by everything else.

Time is counted from the last individual contact: a meeting, a call, a visit, a letter or message.
A note that only the professional wrote is none, nor is a call without answer. Without any, from
the opening; after a return from the archive, from that day.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.db import connection

from jalon.dossiers.models import NoteKind
from jalon.parameters.queries import in_force, integer, known
from jalon.parameters.reading import said
from jalon.territories.zones import local_day

INDIVIDUAL_CONTACTS: Final = (NoteKind.MEETING, NoteKind.CALL, NoteKind.VISIT, NoteKind.LETTER)

# Nobody ever worked on it: a list brought it, and its journal stops at its opening.
UNTOUCHED: Final = """
    EXISTS (SELECT FROM intake_arrival a WHERE a.dossier_id = d.id)
    AND NOT EXISTS (SELECT FROM journal_entry e
                    WHERE e.stream = 'dossier/' || d.id AND e.position > 1)"""
STARTED: Final = f"""
SELECT d.id, d.person_id, d.referent_id, d.archived_at,
    CASE WHEN d.archived_at IS NOT NULL THEN 'destroy'
         WHEN {UNTOUCHED} THEN 'never_supported' ELSE 'archive' END AS what,
    coalesce((d.archived_at AT TIME ZONE %(zone)s)::date, greatest(
        (d.opened_at AT TIME ZONE %(zone)s)::date,
        (SELECT max(least(n.happened_on, %(today)s)) FROM dossiers_note n
         WHERE n.dossier_id = d.id AND n.withdrawn_at IS NULL AND n.kind = ANY(%(contacts)s)),
        (SELECT max(r.restored_on) FROM retention_restoration r WHERE r.dossier_id = d.id)
    )) AS started_on
FROM dossiers_dossier d
WHERE (%(only)s::bigint[] IS NULL OR d.id = ANY(%(only)s))"""  # noqa: S608 - constants alone
ENDING: Final = f"""
SELECT s.*, (CASE s.what
        WHEN 'destroy' THEN s.started_on + make_interval(months => %(archive)s)
        WHEN 'archive' THEN s.started_on + make_interval(months => %(active)s)
        ELSE s.started_on + make_interval(days => %(never)s) END)::date AS ends_on
FROM ({STARTED}) AS s
WHERE NOT EXISTS (SELECT FROM retention_suspension x
                  WHERE x.person_id = s.person_id AND x.ended_at IS NULL)"""  # noqa: S608
# What ends a dossier still in use was told to those who follow it, and long enough ago.
READY: Final = f"""
SELECT e.id FROM ({ENDING}) AS e
WHERE e.what = ANY(%(whats)s) AND e.ends_on <= %(today)s
  AND (e.what = 'destroy' OR EXISTS (
      SELECT FROM retention_notice t
      WHERE t.dossier_id = e.id AND t.what = e.what AND t.started_on = e.started_on
        AND t.told_on + %(notice)s <= %(today)s))
ORDER BY e.id"""  # noqa: S608


@dataclass(frozen=True)
class Durations:
    """The figures in force on a day, in the units of their parameters."""

    today: date
    active: int
    archive: int
    never: int
    notice: int

    def values(self) -> dict[str, Any]:
        """The parameters of the statements above."""
        return {
            "zone": settings.TIME_ZONE,
            "today": self.today,
            "contacts": [kind.value for kind in INDIVIDUAL_CONTACTS],
            "active": self.active,
            "archive": self.archive,
            "never": self.never,
            "notice": self.notice,
        }


def durations(on: date) -> Durations:
    """The durations in force that day."""
    return Durations(
        today=on,
        active=integer("retention.active_months", on=on),
        archive=integer("retention.archive_months", on=on),
        never=integer("retention.never_supported_days", on=on),
        notice=integer("retention.notice_days", on=on),
    )


def rule_in_words(on: date) -> str:
    """The durations applied and their text, as a proof of destruction keeps them."""
    keys = ("retention.active_months", "retention.archive_months")
    kept = [said(known(key), in_force(key, on=on).value) for key in keys]
    sources = dict.fromkeys(in_force(key, on=on).source for key in keys)
    return f"{kept[0]}, puis {kept[1]} en archive ; {' ; '.join(sources)}"[:300]


def ready(whats: list[str], *, at: datetime, only: list[int] | None = None) -> list[int]:
    """The dossiers whose end has come, of the kinds asked; among `only`, when given."""
    from_today = durations(local_day(at)).values()
    with connection.cursor() as cursor:
        cursor.execute(READY, {**from_today, "whats": whats, "only": only})
        return [dossier for (dossier,) in cursor.fetchall()]
