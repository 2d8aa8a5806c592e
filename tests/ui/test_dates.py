"""Dates as people say them. Today is Tuesday 24 November 2026, 10:00 in Paris."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from jalon.ui import dates

PARIS = ZoneInfo("Europe/Paris")
pytestmark = pytest.mark.usefixtures("clock", "french")


@pytest.fixture
def french():
    with translation.override("fr"):
        yield


def words(markup: str) -> str:
    """What is read on the page, without tags."""
    return re.sub(r"<[^>]+>", "", markup)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2026, 11, 24), "mardi 24 novembre, aujourd’hui"),
        (dt.date(2026, 11, 25), "mercredi 25 novembre, demain"),
        (dt.date(2026, 11, 23), "lundi 23 novembre, hier"),
        (dt.date(2026, 11, 27), "vendredi 27 novembre, dans 3 jours"),
        (dt.date(2026, 12, 1), "mardi 1er décembre, dans 7 jours"),
        (dt.date(2026, 12, 24), "jeudi 24 décembre, dans 4 semaines"),
        (dt.date(2026, 5, 24), "dimanche 24 mai, il y a 6 mois"),
        (dt.date(2025, 11, 24), "24 novembre 2025, il y a 12 mois"),
        (dt.date(2019, 1, 1), "1er janvier 2019"),
    ],
)
def test_a_day_and_how_far_it_is(day: dt.date, said: str) -> None:
    assert words(dates.day(day)) == said


def test_a_day_carries_its_exact_date() -> None:
    assert dates.day(dt.date(2026, 12, 1)) == (
        '<time datetime="2026-12-01" title="mardi 1er décembre 2026">mardi 1er décembre'
        '<span class="j-when">, dans 7 jours</span></time>'
    )


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (dt.datetime(2026, 11, 24, 9, 5, tzinfo=PARIS), "aujourd’hui à 9\xa0h\xa005"),
        (dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC), "aujourd’hui à 0\xa0h\xa030"),
        (dt.datetime(2026, 11, 23, 9, 0, tzinfo=PARIS), "hier à 9\xa0h\xa000"),
        (dt.datetime(2026, 11, 20, 9, 0, tzinfo=PARIS), "vendredi 20 novembre à 9\xa0h\xa000"),
        (dt.datetime(2024, 2, 1, 9, 0, tzinfo=PARIS), "1er février 2024 à 9\xa0h\xa000"),
    ],
)
def test_a_moment_in_paris_time(moment: dt.datetime, said: str) -> None:
    assert words(dates.moment(moment)) == said


def test_dates_of_tables() -> None:
    assert dates.short_day(dt.date(2026, 11, 1)) == "1er nov. 2026"
    assert dates.plain_day(dt.date(2026, 11, 24)) == "mardi 24 novembre 2026"
    assert dates.month(dt.date(2026, 11, 24)) == "novembre 2026"
    assert dates.since(dt.date(2026, 11, 21)) == "il y a 3 jours"


def test_the_language_of_the_reader() -> None:
    with translation.override("en"):
        assert dates.plain_day(dt.date(2026, 11, 1)) == "Sunday 1 November 2026"
