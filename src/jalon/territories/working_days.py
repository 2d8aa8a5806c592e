"""Working days (jours ouvrés): Monday to Friday, without the public holidays of the place.

Numbered in the database (`territories_workingday`), so that "ten working days later" is one look at
an index. The table has no model: it is filled once, by a migration, and nobody writes there.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.db import connection

SHIPPED: Final = Path(__file__).parent / "data" / "holidays-fr.tsv"
YEARS: Final = range(2015, 2046)

FILL: Final = """
INSERT INTO territories_workingday (calendar, rank, day)
SELECT calendar, row_number() OVER (PARTITION BY calendar ORDER BY day), day
FROM unnest(%(calendars)s::text[]) AS calendar,
     LATERAL (SELECT one::date AS day
              FROM generate_series(%(first)s::date, %(last)s::date, interval '1 day') AS one
             ) AS calendar_day
WHERE extract(isodow FROM day) < 6
  AND (calendar, day) NOT IN (
      SELECT * FROM unnest(%(holiday_calendars)s::text[], %(holidays)s::date[]))
ORDER BY calendar, day
"""


@cache
def holidays() -> dict[str, frozenset[date]]:
    """The public holidays of each calendar, in the years of the list."""
    found: dict[str, set[date]] = {}
    for line in SHIPPED.read_text().splitlines():
        calendar, day = line.split("\t")
        found.setdefault(calendar, set()).add(date.fromisoformat(day))
    return {calendar: frozenset(days) for calendar, days in found.items()}


def fill_working_days() -> None:
    """Number the working days of all calendars again; the table is empty."""
    listed = [(calendar, day) for calendar, days in holidays().items() for day in sorted(days)]
    values: dict[str, Any] = {
        "calendars": list(holidays()),
        "first": date(YEARS[0], 1, 1),
        "last": date(YEARS[-1], 12, 31),
        "holiday_calendars": [calendar for calendar, _ in listed],
        "holidays": [day for _, day in listed],
    }
    with connection.cursor() as cursor:
        cursor.execute(FILL, values)
