"""Dates of birth as people write them, with a day or a month that nobody knows."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from jalon.intake.reading.problems import BadValue

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan", "fevrier fevr fev", "mars mar", "avril avr", "mai", "juin",
            "juillet juil", "aout", "septembre sept sep", "octobre oct", "novembre nov",
            "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

DAY_FIRST = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})(?:[T\s].*)?", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[T\s].*)?", re.ASCII)
EIGHT_DIGITS = re.compile(r"\d{8}", re.ASCII)
YEAR_ONLY = re.compile(r"(?:19|20)\d{2}", re.ASCII)
SERIAL = re.compile(r"(\d{4,5})(?:\.0+)?", re.ASCII)
IN_WORDS = re.compile(r"(\d{1,2})(?:er)?\s+([^\W\d]+)\.?\s+(\d{4})")
SPREADSHEET_EPOCH = date(1899, 12, 30)  # day 60 was a 29 February 1900 that never was
OLDEST_AGE = 120
YOUNGEST_AGE = 14  # of a person in a list, to read a year written with two digits


class PartialDate(NamedTuple):
    """A date of which the day, or the day and the month, may be unknown (None)."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """`1980`, `1980-12` or `1980-12-31`."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)


def parse_birth_date(text: str, today: date) -> PartialDate:
    """The date a cell holds. Raises BadValue: date, no_such_day, future_date or too_old_date.

    The day comes first, unless the year does; an American month-first date is refused, not guessed.
    """
    year, month, day = _parts(text.strip(), today)
    if year < today.year - OLDEST_AGE:
        raise BadValue("too_old_date")
    if year > today.year:
        raise BadValue("future_date")
    if not month:
        if day:
            raise BadValue("no_such_day")
        return PartialDate(year)
    if not 1 <= month <= 12 or day > 31:
        raise BadValue("no_such_day")
    try:
        full = date(year, month, day or 1)
    except ValueError as error:
        raise BadValue("no_such_day") from error
    if full > today:
        raise BadValue("future_date")
    return PartialDate(year, month, day or None)


def _parts(text: str, today: date) -> tuple[int, int, int]:
    if match := DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
        return _whole_year(year, today), int(month), int(day)
    if match := YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if EIGHT_DIGITS.fullmatch(text):
        return _eight_digits(text, today)
    if YEAR_ONLY.fullmatch(text):
        return int(text), 0, 0
    if match := SERIAL.fullmatch(text):
        serial = SPREADSHEET_EPOCH + timedelta(days=int(match[1]))
        return serial.year, serial.month, serial.day
    match = IN_WORDS.fullmatch(text.lower().replace("é", "e").replace("û", "u"))
    if match and match[2] in MONTHS:
        return int(match[3]), MONTHS[match[2]], int(match[1])
    raise BadValue("date")


def _whole_year(year: str, today: date) -> int:
    if len(year) == 4:
        return int(year)
    recent = today.year // 100 * 100 + int(year)
    return recent if recent <= today.year - YOUNGEST_AGE else recent - 100


def _eight_digits(text: str, today: date) -> tuple[int, int, int]:
    day, month, year = int(text[:2]), int(text[2:4]), int(text[4:])
    if today.year - OLDEST_AGE <= year <= today.year and month <= 12 and day <= 31:
        return year, month, day
    return int(text[:4]), int(text[4:6]), int(text[6:])
