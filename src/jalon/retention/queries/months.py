"""Months as PostgreSQL counts them: a day that does not exist becomes the last of its month."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """31 August and 6 months: 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
