"""The hours that can be proposed, worked out from a week, its exceptions and the calendar.

Everything is on the clock of the place: 9:00 stays 9:00 when the clocks change. The hour that does
not exist on a night of spring is proposed to nobody; the one that comes twice in autumn, once.
Nobody is received on a public holiday of the place.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Hours:
    """Some hours of each week: `key`, whose; the rest as in `Availability`."""

    key: str
    weekday: int
    opens: time
    closes: time
    minutes: int
    mode: str
    place: str
    kind: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True)
class Slot:
    """An hour that can be proposed, with those who can be there."""

    starts_at: datetime
    ends_at: datetime
    minutes: int
    mode: str
    place: str
    kind: str
    hats: tuple[int, ...]


Busy = Mapping[int, Sequence[tuple[datetime, datetime]]]


def days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def is_open(hours: Hours, day: date) -> bool:
    if hours.weekday != day.isoweekday() or day < hours.from_on:
        return False
    return hours.until_on is None or day <= hours.until_on


def instant(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """This hour of that day, or None on the night when the clock jumps over it."""
    there = datetime.combine(day, at, zone)
    met = there.astimezone(UTC)
    return met if met.astimezone(zone).replace(tzinfo=None) == there.replace(tzinfo=None) else None


def cut(hours: Hours, day: date, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """The hours of that day, in slots; one that a change of clock lengthens or cuts is left out."""
    length = timedelta(minutes=hours.minutes)
    turn = datetime.combine(day, hours.opens)
    while turn + length <= datetime.combine(day, hours.closes):
        begins = instant(day, turn.time(), zone)
        if begins is not None:
            ends = instant(day, (turn + length).time(), zone)
            if ends is not None and ends - begins == length:
                yield begins, ends
        turn += length


def is_free(hat: int, starts_at: datetime, ends_at: datetime, busy: Busy) -> bool:
    return all(ends_at <= since or until <= starts_at for since, until in busy.get(hat, ()))


def free(
    week: Sequence[Hours],
    *,
    first: date,
    last: date,
    zone: str,
    holidays: Collection[date],
    closed: Mapping[str, Collection[date]],
    hats: Mapping[str, Sequence[int]],
    away: Mapping[int, Collection[date]],
    busy: Busy,
    after: datetime,
) -> list[Slot]:
    """Every slot from `first` to `last`, later than `after`, in order.

    `closed`: the days when a key receives nobody; `hats`: who holds a key; `away`: the days off of
    each of them. Two hours of the same key that overlap propose the same slot once.
    """
    clock, found = ZoneInfo(zone), {}
    for day in days(first, last):
        if day in holidays:
            continue
        for hours in week:
            if not is_open(hours, day) or day in closed.get(hours.key, ()):
                continue
            there = [hat for hat in hats.get(hours.key, ()) if day not in away.get(hat, ())]
            for starts_at, ends_at in cut(hours, day, clock):
                able = tuple(hat for hat in there if is_free(hat, starts_at, ends_at, busy))
                if able and starts_at > after:
                    found[starts_at, ends_at, hours.mode] = Slot(
                        starts_at, ends_at, hours.minutes, hours.mode, hours.place, hours.kind, able
                    )
    return [found[key] for key in sorted(found)]
