"""People written down, and around whom no dossier was ever opened, or none is left."""

from datetime import datetime

from django.db import connection

from jalon.retention.queries.calendar import durations
from jalon.territories.zones import local_day

STRANGERS = """
SELECT p.id FROM people_person p
WHERE (p.created_at AT TIME ZONE %(zone)s)::date + %(never)s <= %(today)s
  AND (%(only)s::bigint[] IS NULL OR p.id = ANY(%(only)s))
  AND NOT EXISTS (SELECT FROM dossiers_dossier d WHERE d.person_id = p.id)
  AND NOT EXISTS (SELECT FROM retention_suspension x
                  WHERE x.person_id = p.id AND x.ended_at IS NULL)
ORDER BY p.id"""


def strangers(*, at: datetime, only: list[int] | None = None) -> list[int]:
    """Those whom nobody took up in the time given to do so; among `only`, when given."""
    with connection.cursor() as cursor:
        cursor.execute(STRANGERS, {**durations(local_day(at)).values(), "only": only})
        return [person for (person,) in cursor.fetchall()]
