"""Months as texts count them, at their ends."""

import datetime as dt

import pytest

from jalon.kernel.months import months_after


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", 0, "2026-03-31"),
    ],
)
def test_the_same_day_or_the_last_of_a_short_month(day, months, expected):
    assert months_after(dt.date.fromisoformat(day), months).isoformat() == expected
