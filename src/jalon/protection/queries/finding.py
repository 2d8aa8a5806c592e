"""Whom an officer looks for, by name, among the people whose data they protect.

An officer reads no identity: this is the one question they may ask about it ("on request", in the
table of rights), and a page that shows its answer counts it and puts it on record.
"""

import re
from typing import Any, Final
from uuid import UUID

from jalon.accounts.actor import Actor
from jalon.people.models import Person
from jalon.people.queries.named import DATE, LONGEST, MOST_WORDS, YEAR
from jalon.ui.words import sorting_key

MOST_FOUND: Final = 10
LEAST_LETTERS: Final = 3
ASKED: Final = "SELECT * FROM jalon_protected_people(%s, %s, %s, %s, %s, %s)"
Born = tuple[int | None, int | None, int | None]  # year, month, day


def protected_people(actor: Actor, typed: str) -> list[Person]:
    """The people of that name, born then if it says: one more than MOST_FOUND when too many.

    Each with `dossier_id` and `dossier_number`. Empty for whoever is no officer.
    """
    words, born = _read(typed)
    if sum(map(len, words)) < LEAST_LETTERS:
        return []
    return _asked(None, words, *born, MOST_FOUND + 1)


def protected_person(actor: Actor, number: UUID) -> Person | None:
    """The person of that dossier, when this officer protects its data."""
    return next(iter(_asked(number, [], None, None, None, 1)), None)


def _asked(*values: Any) -> list[Person]:
    return list(Person.objects.raw(ASKED, values))


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
