"""Working days: the shipped list, and how the database numbers them."""

import datetime as dt

import pytest
from django.db import connection

from jalon.territories import reduce_holidays
from jalon.territories.working_days import SHIPPED, YEARS, holidays
from jalon.territories.zones import CALENDARS, ZONES, calendar_of, zone_of


def days(calendar: str, first: dt.date, last: dt.date) -> list[dt.date]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT day FROM territories_workingday WHERE calendar = %s AND day BETWEEN %s AND %s"
            " ORDER BY rank",
            [calendar, first, last],
        )
        return [day for (day,) in cursor.fetchall()]


def test_the_shipped_list_is_what_the_library_gives(tmp_path):
    again = tmp_path / "again.tsv"
    assert reduce_holidays.write(again) == sum(map(len, holidays().values()))
    assert again.read_bytes() == SHIPPED.read_bytes()
    assert YEARS[-1] - 2026 >= 15  # reduced again long before it ends


def test_every_place_has_a_clock_and_a_calendar():
    assert set(CALENDARS.values()) <= set(holidays())
    assert zone_of("57") == zone_of(None) == "Europe/Paris"
    assert zone_of("974") == ZONES["974"] == "Indian/Reunion"
    assert (calendar_of("57"), calendar_of("974"), calendar_of("2A")) == ("AM", "974", "FR")


@pytest.mark.django_db
def test_a_working_day_is_neither_a_weekend_nor_a_holiday_of_the_place():
    first, last = dt.date(2026, 12, 18), dt.date(2026, 12, 29)
    usual = [dt.date(2026, 12, day) for day in (18, 21, 22, 23, 24, 28, 29)]

    assert days("FR", first, last) == usual  # 25 December is a Friday, the 26th a Saturday
    assert days("AM", dt.date(2029, 12, 24), dt.date(2029, 12, 27)) == [
        dt.date(2029, 12, 24),
        dt.date(2029, 12, 27),  # the 26th, Saint-Étienne
    ]
    assert dt.date(2028, 12, 20) not in days("974", dt.date(2028, 12, 18), dt.date(2028, 12, 22))
    assert dt.date(2028, 12, 20) in days("FR", dt.date(2028, 12, 18), dt.date(2028, 12, 22))


@pytest.mark.django_db
def test_the_days_are_numbered_without_a_gap():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT calendar, min(rank), max(rank) - count(*), min(day) FROM territories_workingday"
            " GROUP BY calendar"
        )
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    assert found == {calendar: (1, 0, dt.date(2015, 1, 2)) for calendar in holidays()}
