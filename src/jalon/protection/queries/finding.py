"""Whom an officer looks for, by name, among the people whose data they protect.

In the archive too: a dossier that nobody reads any more is still about somebody, who keeps every
right over it (RGPD, art. 15 to 22). An officer reads no identity: this is the one question they may
ask about it ("on request", in the table of rights), and a page that shows its answer counts it and
puts it on record.
"""

import re
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from jalon.accounts.actor import Actor
from jalon.people.models import Person
from jalon.people.queries.named import DATE, LONGEST, MOST_WORDS, YEAR
from jalon.ui.words import sorting_key

MOST_FOUND: Final = 10
LEAST_LETTERS: Final = 3
NAMED: Final = (
    "id", "first_names", "birth_name", "usage_name", "birth_year", "birth_month", "birth_day",
)  # fmt: skip
ASKED: Final = (
    f"SELECT dossier_id, dossier_number, is_archived, {', '.join(NAMED)} "  # noqa: S608 - constants
    "FROM jalon_protected_people(%s, %s, %s, %s, %s, %s)"
)
Born = tuple[int | None, int | None, int | None]  # year, month, day


@dataclass(frozen=True)
class Protected:
    """Somebody whose data an officer protects: a name, a birth date, and which dossier."""

    dossier_id: int
    dossier_number: UUID
    is_archived: bool
    person: Person


def protected_people(actor: Actor, typed: str) -> list[Protected]:
    """The people of that name, born then if it says: one more than MOST_FOUND when too many.

    Empty for whoever is no officer.
    """
    words, born = _read(typed)
    if sum(map(len, words)) < LEAST_LETTERS:
        return []
    return _asked(None, words, *born, MOST_FOUND + 1)


def protected_person(actor: Actor, number: UUID) -> Protected | None:
    """The person of that dossier, when this officer protects its data."""
    return next(iter(_asked(number, [], None, None, None, 1)), None)


def _asked(*values: Any) -> list[Protected]:
    with connection.cursor() as cursor:
        cursor.execute(ASKED, values)
        rows = cursor.fetchall()
    return [
        Protected(key, number, is_archived, Person(**dict(zip(NAMED, named, strict=True))))
        for key, number, is_archived, *named in rows
    ]


def _read(typed: str) -> tuple[list[str], Born]:
    """The words of a name, and year, month and day of birth where they are said."""
    text = typed[:LONGEST]
    born: Born = (None, None, None)
    if date := DATE.search(text):
        day, month, year = map(int, date.groups())
        born, text = (year, month, day), DATE.sub(" ", text)
    elif year_alone := YEAR.search(text):
        born, text = (int(year_alone[0]), None, None), text.replace(year_alone[0], " ")
    words = [word for word in re.findall(r"[^\W\d_]+", sorting_key(text)) if len(word) > 1]
    return words[:MOST_WORDS], born
