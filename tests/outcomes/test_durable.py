"""What the texts call a durable job, to the day."""

import datetime as dt

import pytest

from jalon.outcomes.durable import durability
from jalon.outcomes.models import Outcome

START = dt.date(2026, 8, 31)


@pytest.mark.parametrize(
    ("kind", "contract", "planned_end_on", "is_durable", "is_apart"),
    [
        ("employment", "permanent", None, True, False),
        ("employment", "public", None, True, False),
        ("employment", "fixed_term", dt.date(2027, 2, 28), True, False),
        ("employment", "fixed_term", dt.date(2027, 2, 27), False, False),
        ("employment", "temporary", None, False, False),
        ("employment", "apprenticeship", dt.date(2028, 8, 31), True, False),
        ("employment", "integration", dt.date(2028, 8, 31), False, True),
        ("employment", "aided", None, False, True),
        ("training", "", None, False, False),
    ],
)
def test_durability(db, kind, contract, planned_end_on, is_durable, is_apart):
    outcome = Outcome(kind=kind, contract=contract, started_on=START, planned_end_on=planned_end_on)

    known = durability(outcome, on=START)

    assert (known.is_durable, known.is_apart) == (is_durable, is_apart)
