import datetime as dt

import pytest

from jalon.strategies.delays import Delay, legal_delay, said

SAID = {
    Delay(1, "days"): "1 jour",
    Delay(15, "days"): "15 jours",
    Delay(5, "working_days"): "5 jours ouvrés",
    Delay(6, "weeks"): "6 semaines",
    Delay(1, "months"): "1 mois",
}


@pytest.mark.parametrize("delay", SAID, ids=str)
def test_a_delay_is_said(delay):
    assert said(delay) == SAID[delay]


@pytest.mark.parametrize(
    ("promised", "law", "exceeds"),
    [
        (Delay(42, "days"), Delay(6, "weeks"), False),
        (Delay(43, "days"), Delay(6, "weeks"), True),
        (Delay(28, "days"), Delay(1, "months"), False),
        (Delay(29, "days"), Delay(1, "months"), True),  # from the 1st to the 28th of February
        (Delay(4, "weeks"), Delay(1, "months"), False),
        (Delay(1, "months"), Delay(1, "months"), False),
        (Delay(1, "months"), Delay(6, "weeks"), False),
        (Delay(2, "months"), Delay(6, "weeks"), True),
        (Delay(181, "days"), Delay(6, "months"), False),
        (Delay(182, "days"), Delay(6, "months"), True),
        (Delay(12, "months"), Delay(6, "months"), True),
        (Delay(10, "working_days"), Delay(6, "weeks"), False),
        (Delay(30, "working_days"), Delay(6, "weeks"), True),
    ],
)
def test_a_promise_exceeds_the_law_when_it_may_on_some_day(promised, law, exceeds):
    assert promised.may_exceed(law) is exceeds


def test_the_law_of_a_day():
    assert legal_delay("strategy.orientation_weeks", on=dt.date(2026, 11, 24)) == Delay(6, "weeks")
    with pytest.raises(TypeError, match=r"retention\.active_months|not a delay|seconds"):
        legal_delay("seal.seconds", on=dt.date(2026, 11, 24))


def easter(year: int) -> dt.date:
    """The Gregorian computus (Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def test_so_many_working_days_never_last_longer_than_said():
    """Against the real calendar of eight years, with the two holidays of Alsace and Moselle."""
    holidays = set()
    for year in range(2024, 2034):
        fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)]
        holidays |= {dt.date(year, *one) for one in fixed}
        holidays |= {easter(year) + dt.timedelta(days=shift) for shift in (-2, 1, 39, 50)}
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=one) for one in range(365 * 9)]
    worked = [one for one in days if one.weekday() < 5 and one not in holidays]
    for count in (1, 2, 5, 10, 15, 22, 30, 60):
        lasted = max(
            (end - start).days + 1 for start, end in zip(worked, worked[count:], strict=False)
        )
        assert lasted <= Delay(count, "working_days").longest + 1, count
