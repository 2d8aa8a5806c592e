"""When an answer is due, counted as the law counts: from day to day, in months."""

import calendar
from datetime import date

from jalon.parameters.queries import integer


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of that month when it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def answer_due(received_on: date) -> date:
    """The day by which a request received that day is answered (RGPD, art. 12, 3)."""
    return months_after(received_on, integer("request.answer_months", on=received_on))


def extended_due(received_on: date) -> date:
    """The same, once it was extended because it is complex, or because there are many."""
    months = integer("request.answer_months", on=received_on)
    return months_after(received_on, months + integer("request.extension_months", on=received_on))
