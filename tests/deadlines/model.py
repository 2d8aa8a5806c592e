"""The clock, written plainly: one milestone after the other, as somebody would with a calendar.

It knows nothing of SQL; the database must give the same answers (test_clock.py).
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jalon.territories.working_days import holidays

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Said:
    """A milestone of a dossier, in the order of its fact."""

    code: str
    on: dt.date
    position: int
    details: tuple[str, ...] = ()
    thread: str = ""
    thing: str = ""
    undoes: bool = False


@dataclass(frozen=True)
class Promise:
    """A step of a version."""

    code: str
    starts: str
    ends: str
    delay: tuple[int, str]
    restarts: tuple[str, ...] = ()
    longer: tuple[int, str] | None = None
    longer_when: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    suspended_by: tuple[str, ...] = ()
    repeats: bool = False


@dataclass
class Turn:
    """One time that a step is due in a dossier."""

    start: Said
    restarts: int = 0
    met: Said | None = None


@dataclass(frozen=True)
class Due:
    """What the clock says: the same columns as the database, as far as both say them."""

    code: str
    thread: str
    occurrence: int
    starts_on: dt.date
    start_position: int
    restarts: int
    is_longer: bool
    due_on: dt.date
    suspended_days: int
    suspended_on: dt.date | None
    met_on: dt.date | None
    state: str


@dataclass
class Stop:
    """A time during which the support stood still."""

    reason: str
    from_on: dt.date
    until_on: dt.date | None = None


@dataclass(frozen=True)
class Clock:
    """What one dossier is due, at a place that has these holidays."""

    calendar: str
    said: Sequence[Said]
    is_closed: bool = False
    known: list[Said] = field(init=False)

    def __post_init__(self) -> None:
        undone = {
            (one.code, one.thing, one.position)
            for one in self.said
            for other in self.said
            if other.undoes
            and (other.code, other.thing) == (one.code, one.thing)
            and other.position > one.position
        }
        known = [
            one
            for one in self.said
            if not one.undoes and (one.code, one.thing, one.position) not in undone
        ]
        object.__setattr__(self, "known", sorted(known, key=lambda one: (one.on, one.position)))

    def due(self, promises: Iterable[Promise]) -> set[Due]:
        return {due for promise in promises for due in self._of(promise)}

    def _of(self, promise: Promise) -> list[Due]:
        found = []
        for thread in {one.thread for one in self.known}:
            turns = self._turns(promise, thread)
            numbered = list(enumerate(turns, start=1))
            for occurrence, turn in numbered[-2:] if promise.repeats else numbered:
                if not promise.tracks or self._track(turn.start) & set(promise.tracks):
                    found.append(self._dated(promise, thread, occurrence, turn))
        return found

    def _turns(self, promise: Promise, thread: str) -> list[Turn]:
        turns: list[Turn] = []
        running: Turn | None = None
        for one in self.known:
            if one.thread != thread:
                continue
            if running and one.code == promise.ends:
                running.met = one
                running = Turn(one) if promise.repeats else None
                turns += [running] if running else []
            elif running and one.code in promise.restarts:
                running.start, running.restarts = one, running.restarts + 1
            elif not running and one.code == promise.starts:
                running = Turn(one)
                turns.append(running)
        return turns

    def _track(self, start: Said) -> set[str]:
        oriented = [
            one
            for one in self.known
            if one.code in {"orientation_decided", "orientation_notified"}
            and one.details
            and (one.on, one.position) <= (start.on, start.position)
        ]
        return set(oriented[-1].details) if oriented else set()

    def _dated(self, promise: Promise, thread: str, occurrence: int, turn: Turn) -> Due:
        is_longer = bool(set(promise.longer_when) & set(turn.start.details))
        delay = promise.longer if is_longer and promise.longer else promise.delay
        due_on, days, suspended_on = later(turn.start.on, *delay, self.calendar), 0, None
        for stop in self._stops():
            from_on = max(stop.from_on, turn.start.on)
            until_on = stop.until_on
            if turn.met:
                if stop.from_on >= turn.met.on:
                    continue
                until_on = min(until_on or turn.met.on, turn.met.on)
            if stop.reason not in promise.suspended_by:
                continue
            if stop.until_on is not None and stop.until_on <= from_on:
                continue
            if from_on > due_on:
                break
            if until_on is None:
                suspended_on = from_on
                break
            due_on += until_on - from_on
            days += (until_on - from_on).days
        state = "met" if turn.met else "ended" if self.is_closed else "running"
        if suspended_on and state == "running":
            state = "suspended"
        return Due(
            promise.code, thread, occurrence, turn.start.on, turn.start.position, turn.restarts,
            is_longer, due_on, days, suspended_on, turn.met.on if turn.met else None, state,
        )  # fmt: skip

    def _stops(self) -> list[Stop]:
        stops: list[Stop] = []
        for one in self.known:
            is_stopped = bool(stops) and stops[-1].until_on is None
            if one.code == "suspended" and not is_stopped:
                stops.append(Stop(one.details[0] if one.details else "", one.on))
            elif one.code == "resumed" and is_stopped:
                stops[-1].until_on = one.on
        return stops


def later(day: dt.date, count: int, unit: str, calendar: str) -> dt.date:
    """The last day of a delay that starts on a day."""
    if unit == "days":
        return day + count * DAY
    if unit == "weeks":
        return day + 7 * count * DAY
    if unit == "months":
        year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
        return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    left = count
    while left:
        day += DAY
        left -= day.isoweekday() < 6 and day not in holidays()[calendar]
    return day
