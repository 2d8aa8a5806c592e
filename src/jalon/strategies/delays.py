"""A promised delay: said in words, and compared with the longest that the law allows."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from django.utils.translation import ngettext

from jalon.parameters.queries import in_force, known

DAYS_OF_WEEK: Final = 7
WORKING_DAYS_OF_WEEK: Final = 5
# The lengths of the months of eight years: every succession of months, leap years included.
MONTHS: Final = [
    (later - sooner).days
    for sooner, later in pairwise(
        date(year, month, 1) for year in range(2023, 2032) for month in range(1, 13)
    )
]


@dataclass(frozen=True)
class Delay:
    """A number of days, working days, weeks or months."""

    count: int
    unit: str

    def __str__(self) -> str:
        return said(self)

    @property
    def shortest(self) -> int:
        """The least number of days it may last, whatever the day it starts."""
        match self.unit:
            case "months":
                return min(_spans(self.count))
            case "weeks":
                return self.count * DAYS_OF_WEEK
            case _:
                return self.count

    @property
    def longest(self) -> int:
        """The greatest number of days it may last, whatever the day it starts."""
        match self.unit:
            case "months":
                return max(_spans(self.count))
            case "weeks":
                return self.count * DAYS_OF_WEEK
            case "working_days":
                return _longest_of_working_days(self.count)
            case _:
                return self.count

    def may_exceed(self, other: "Delay") -> bool:
        """Whether it ends after the other for at least one day on which both could start."""
        if self.unit == other.unit:
            return self.count > other.count
        return self.longest > other.shortest


def said(delay: Delay) -> str:
    """« 15 jours », « 6 semaines »."""
    words = {
        "days": ngettext("%(count)s jour", "%(count)s jours", delay.count),
        "working_days": ngettext("%(count)s jour ouvré", "%(count)s jours ouvrés", delay.count),
        "weeks": ngettext("%(count)s semaine", "%(count)s semaines", delay.count),
        "months": ngettext("%(count)s mois", "%(count)s mois", delay.count),
    }
    return words[delay.unit] % {"count": delay.count}


def legal_delay(key: str, *, on: date) -> Delay:
    """The longest delay that the law allows on that day. KeyError, LookupError as parameters do."""
    value, unit = in_force(key, on=on).value, known(key).unit
    if not isinstance(value, int) or unit not in {"days", "weeks", "months"}:
        raise TypeError(f"{key} is {value!r} {unit}: not a delay")
    return Delay(value, unit)


def legal_text(key: str, *, on: date) -> str:
    """The text that gives it."""
    return in_force(key, on=on).source


def _spans(count: int) -> list[int]:
    """How many days so many months may last, from every month of eight years."""
    whole, rest = divmod(count, 48)
    turns = range(len(MONTHS) - 48)
    return [whole * sum(MONTHS[:48]) + sum(MONTHS[start : start + rest]) for start in turns]


def _longest_of_working_days(count: int) -> int:
    """An upper bound: a weekend more than the weeks need, and the holidays of the worst month.

    Never less than the truth, so a promise in working days is compared with the law severely.
    """
    weekends = -(-count // WORKING_DAYS_OF_WEEK) + 1
    holidays = 4 + count // 15
    extra = holidays + 2 * (holidays // WORKING_DAYS_OF_WEEK + 1)
    return count + 2 * weekends + extra
