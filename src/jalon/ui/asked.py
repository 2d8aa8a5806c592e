"""What a request asks for, read within bounds: an odd value is nothing, and never an error."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.http import HttpRequest, QueryDict

GET_OR_POST: Final = ["GET", "HEAD", "POST"]
LONGEST_NUMBER: Final = 18  # digits: what the database numbers, and no more
# Far enough from both ends of the calendar for what is counted from a day.
FIRST: Final = date(1900, 1, 1)
LAST: Final = date(2199, 12, 31)


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing; None when nothing was."""
    return request.POST if request.method == "POST" else None


def number(text: str) -> int | None:
    """A whole number, in plain digits."""
    is_one = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if is_one else None


def numbers(texts: list[str], most: int) -> list[int]:
    """Those that are numbers, among the first ones."""
    return [one for text in texts[:most] if (one := number(text)) is not None]


def day(text: str) -> date | None:
    """A day as addresses write it (`2026-11-23`)."""
    try:
        given = date.fromisoformat(text)
    except ValueError:
        return None
    return given if FIRST <= given <= LAST else None


def week(text: str) -> date | None:
    """The Monday of a week as browsers write it (`2026-W48`)."""
    monday = day(f"{text}-1")
    return monday if monday and monday + timedelta(days=6) <= LAST else None


def public_id(text: str) -> UUID | None:
    """The number of a thing, as addresses write it."""
    try:
        return UUID(text)
    except ValueError:
        return None
