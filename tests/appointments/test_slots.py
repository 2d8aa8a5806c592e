"""The traps of the calendar (R12): clocks that change, holidays of the place, months, leap days."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from jalon.appointments.slots import Hours, cut, free
from jalon.territories.working_days import holidays
from jalon.territories.zones import calendar_of, zone_of

DAY = dt.timedelta(days=1)


def hours(opens="09:00", closes="11:00", *, weekday=4, minutes=60, key="own", **more):
    said = {
        "mode": "place", "place": "", "kind": "", "from_on": dt.date(2026, 1, 1), "until_on": None,
    }  # fmt: skip
    begins, ends = dt.time.fromisoformat(opens), dt.time.fromisoformat(closes)
    return Hours(key, weekday, begins, ends, minutes, **said | more)


def proposed(week, first, last, *, zone="Europe/Paris", busy=None, **more):
    said = {
        "holidays": frozenset(), "closed": {}, "hats": {"own": (1,)}, "away": {},
        "after": dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    }  # fmt: skip
    found = free(week, first=first, last=last, zone=zone, busy=busy or {}, **said | more)
    return [slot.starts_at.astimezone(ZoneInfo(zone)) for slot in found]


def said(found):
    return [f"{one:%Y-%m-%d %H:%M}" for one in found]


def test_nine_stays_nine_when_the_clocks_change():
    first = dt.date(2026, 10, 22)  # Thursday; the clocks change on Sunday the 25th

    found = proposed([hours(closes="10:00")], first, first + 7 * DAY)

    assert said(found) == ["2026-10-22 09:00", "2026-10-29 09:00"]
    assert found[1] - found[0] == 7 * DAY  # on the wall
    instants = [one.astimezone(dt.UTC) for one in found]
    assert instants[1] - instants[0] == 7 * DAY + dt.timedelta(hours=1)


def test_the_hour_that_does_not_exist_is_proposed_to_nobody():
    night = dt.date(2026, 3, 29)  # 2:00 becomes 3:00

    found = proposed([hours("00:00", "05:00", weekday=7)], night, night)

    # 1:00 would end at an hour that does not exist; 2:00 never comes.
    assert said(found) == ["2026-03-29 00:00", "2026-03-29 03:00", "2026-03-29 04:00"]


def test_the_hour_that_comes_twice_is_proposed_once():
    night = dt.date(2026, 10, 25)  # 3:00 becomes 2:00

    found = list(cut(hours("01:00", "05:00", weekday=7), night, ZoneInfo("Europe/Paris")))

    lengths = {ends - begins for begins, ends in found}
    assert lengths == {dt.timedelta(hours=1)}
    assert len({begins for begins, _ in found}) == len(found) == 3  # 2:00 would last two hours


@pytest.mark.parametrize(
    ("code", "zone", "offset", "closed"),
    [
        ("974", "Indian/Reunion", 4, dt.date(2026, 12, 20)),  # abolition of slavery
        ("972", "America/Martinique", -4, dt.date(2026, 5, 22)),
        ("67", "Europe/Paris", 1, dt.date(2026, 12, 26)),  # Saint Stephen's day
        ("976", "Indian/Mayotte", 3, dt.date(2026, 4, 27)),
    ],
)
def test_hours_and_holidays_are_those_of_the_place(code, zone, offset, closed):
    week = [hours(weekday=day, closes="10:00") for day in range(1, 8)]
    off = holidays()[calendar_of(code)]
    assert zone_of(code) == zone

    around = proposed(week, closed - DAY, closed + DAY, zone=zone, holidays=off)
    winter = proposed(week, dt.date(2026, 1, 20), dt.date(2026, 1, 20), zone=zone)

    assert closed not in {one.date() for one in around}
    assert winter[0].utcoffset() == dt.timedelta(hours=offset)
    elsewhere = proposed(week, closed, closed, holidays=holidays()["FR"])
    assert len(elsewhere) == 1  # the day is an ordinary one in the rest of France


def test_month_ends_leap_day_and_the_last_day():
    every = [hours(weekday=day, closes="10:00") for day in range(1, 8)]
    found = proposed(every, dt.date(2028, 2, 28), dt.date(2028, 3, 1))
    assert said(found) == ["2028-02-28 09:00", "2028-02-29 09:00", "2028-03-01 09:00"]

    day = dt.date(2026, 11, 26)
    once = [hours(closes="10:00", from_on=day, until_on=day)]
    assert said(proposed(once, day - 14 * DAY, day + 14 * DAY)) == ["2026-11-26 09:00"]


def test_what_is_taken_closed_away_or_too_soon_is_not_proposed():
    day, zone = dt.date(2026, 11, 26), ZoneInfo("Europe/Paris")
    week = [hours(closes="13:00")]
    taken = dt.datetime(2026, 11, 26, 9, 30, tzinfo=zone)
    busy = {1: [(taken, taken + dt.timedelta(hours=1))]}

    assert said(proposed(week, day, day, busy=busy)) == ["2026-11-26 11:00", "2026-11-26 12:00"]
    two = {"hats": {"own": (1, 2)}}
    assert len(proposed(week, day, day, busy=busy, **two)) == 4  # the other one is free
    assert proposed(week, day, day, closed={"own": {day}}) == []
    assert proposed(week, day, day, away={1: {day}}) == []
    noon = {"after": dt.datetime(2026, 11, 26, 11, tzinfo=zone)}
    assert said(proposed(week, day, day, **noon)) == ["2026-11-26 12:00"]


def test_a_rest_shorter_than_an_appointment_is_left():
    day = dt.date(2026, 11, 26)
    found = proposed([hours("09:00", "10:40", minutes=45)], day, day)
    assert said(found) == ["2026-11-26 09:00", "2026-11-26 09:45"]
