"""When an answer is due, counted as the law counts: from day to day, in months."""

from datetime import date

from jalon.kernel.months import months_after
from jalon.parameters.queries import integer


def answer_due(received_on: date) -> date:
    """The day by which a request received that day is answered (RGPD, art. 12, 3)."""
    return months_after(received_on, integer("request.answer_months", on=received_on))


def extended_due(received_on: date) -> date:
    """The same, once it was extended because it is complex, or because there are many."""
    months = integer("request.answer_months", on=received_on)
    return months_after(received_on, months + integer("request.extension_months", on=received_on))
