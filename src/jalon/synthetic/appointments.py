"""The appointments of invented people: held, excused, missed, and those to come.

Where people choose their hour, fewer than 15 % do not come; where a letter imposes one, half of
them do not (public self-evaluations). How soon the first one comes, and how often they meet again,
is ours.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Final

from jalon.synthetic.calendar import Calendar
from jalon.synthetic.contracts import Contracted, referent_at
from jalon.synthetic.entries import Entered
from jalon.synthetic.plots import Fact, Numbers, Plot, Seat
from jalon.synthetic.staff import Post
from jalon.synthetic.tables import Tables, sealed, uuid7

MISSED: Final = {True: 0.13, False: 0.5}  # whether the person chose the hour
CHOSEN, EXCUSED = 0.7, 0.06
SOONEST, MEAN, AGAIN = 4, 18, 12  # days to the first one, and to another when nobody came
LATELY, COMING = 0.35, 0.3  # share who met somebody these last weeks; who have an hour to come
MOST: Final = 6  # of one person
TWICE: Final = 2  # missed, before somebody calls
MINUTES: Final = 45
# In the afternoon, said in UTC: the first logins receive in the morning.
HOURS: Final = tuple(int(12.5 * 3600) + turn * MINUTES * 60 for turn in range(4))
HELD: Final = 14  # days past whose hours still stand in the calendars
MODES: Final = (("place", "phone", "video"), (78, 18, 4))
PRESENT: Final = "attended"


@dataclass(frozen=True, slots=True)
class Met:
    """One of them; instants in seconds since 1970, `settled` 0 for what is to come."""

    kind: str
    mode: str
    state: str
    is_chosen: bool
    by: Post
    said: int
    starts: int
    settled: int
    is_held: bool


@dataclass(slots=True)
class Meetings:
    met: list[Met] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


def meet(
    plot: Plot,
    entered: Entered,
    contracted: Contracted | None,
    seats: list[Seat],
    calendar: Calendar,
    numbers: Numbers,
    dossier: int,
) -> Meetings:
    """Those of one person, from the day when a référent took them in."""
    dice, told, lead = Random(plot.number * 5_021 + 67), Meetings(), entered.lead
    if lead is None or lead.post is None or entered.decided is None:
        return told
    since = max(lead.started, entered.decided)
    day = calendar.days_ago(since) - SOONEST - int(dice.expovariate(1 / (MEAN - SOONEST)))
    if contracted is not None:  # nobody signs with somebody they never met
        day = max(day, calendar.days_ago(contracted.at) + 1)
    _first_ones(told, dice, day, seats, calendar, numbers)
    last = calendar.days_ago(told.met[-1].starts) if told.met else 0
    if last > 60 and dice.random() < LATELY:
        _add(told, dice, dice.randint(1, 45), "follow_up", _became(dice), seats, calendar, numbers)
    if told.met and dice.random() < COMING:
        kind = "follow_up" if contracted else "contract"
        coming = -dice.randint(1, 24), kind, ("booked", dice.random() < CHOSEN)
        _add(told, dice, *coming, seats, calendar, numbers)
    for number, one in enumerate(told.met):
        told.facts += _facts(one, dossier * MOST + number, calendar)
    return told


def _first_ones(
    told: Meetings, dice: Random, day: int, seats: list[Seat], calendar: Calendar, numbers: Numbers
) -> None:
    """Until somebody comes; missed twice, it is talked over on the telephone, and held then."""
    for turn in range(MOST - 2):
        became = _became(dice) if turn < TWICE else (PRESENT, True)
        held = day >= 1 and _add(told, dice, day, "first", became, seats, calendar, numbers)
        if held and became[0] == PRESENT:
            return
        day -= AGAIN + int(dice.expovariate(1 / 6))


def _became(dice: Random) -> tuple[str, bool]:
    """What became of one, and whether its hour had been chosen."""
    is_chosen, luck = dice.random() < CHOSEN, dice.random()
    if luck < EXCUSED:
        return "excused", is_chosen
    return ("missed" if luck < EXCUSED + MISSED[is_chosen] else PRESENT), is_chosen


def _add(
    told: Meetings,
    dice: Random,
    days: int,
    kind: str,
    became: tuple[str, bool],
    seats: list[Seat],
    calendar: Calendar,
    numbers: Numbers,
) -> bool:
    """One more, if the référent of that day has an hour left; whether there was."""
    state, is_chosen = became
    days = calendar.working(days) if days > 0 else calendar.coming(days)
    hour = dice.randrange(len(HOURS))
    starts, said = calendar.at(days, HOURS[hour]), calendar.instant(max(days, 0) + 8, dice)
    by = referent_at(seats, min(starts, calendar.at(1, 0)), calendar)
    said = max(said, by_since(seats, by) + 900) if by else said
    is_held = days < HELD
    if by is None or said >= min(starts, calendar.at(0, 0)):
        return False
    if is_held:
        mark = (by.affiliation_id * 1_000 + days + 100) * len(HOURS) + hour
        if mark in numbers.hours:
            return False
        numbers.hours.add(mark)
    settled = 0 if state == "booked" else starts + MINUTES * 60 + dice.randrange(600)
    mode = dice.choices(*MODES)[0]
    told.met.append(Met(kind, mode, state, is_chosen, by, said, starts, settled, is_held))
    return True


def by_since(seats: list[Seat], by: Post) -> int:
    """When this référent took the place they hold now, or held last."""
    return max(one.started for one in seats if one.role == "referent" and one.post == by)


def _facts(one: Met, number: int, calendar: Calendar) -> list[Fact]:
    about: dict[str, object] = {"appointment_id": number}
    side = "link" if one.is_chosen else "professional"
    by = None if one.is_chosen else one.by
    facts = [
        Fact(one.said, "appointment.booked", {**about, "nature": one.kind, "source": side}, by)
    ]
    if one.settled:
        held = {"held_on": calendar.iso(calendar.days_ago(one.starts)), "is_lead": True}
        more = held if one.state == PRESENT else {}
        facts.append(Fact(one.settled, f"appointment.{one.state}", {**about, **more}, one.by))
    return facts


def write_meetings(
    tables: Tables, told: Meetings, outline: str, plot: Plot, dossier: int, calendar: Calendar
) -> None:
    if not told.met:
        return
    dice, shown_as = Random(plot.number * 5_021 + 71), sealed(outline)
    for number, one in enumerate(told.met, start=dossier * MOST):
        starts, ends = calendar.text(one.starts), calendar.text(one.starts + MINUTES * 60)
        said, by = calendar.text(one.said), one.by
        tables.add(
            "appointments_appointment", number, uuid7(one.said, dice), dossier, by.organisation_id,
            one.kind, one.mode, b"", MINUTES, "Europe/Paris", shown_as, one.state, starts, ends,
            by.affiliation_id, said, "link" if one.is_chosen else "professional", said, True, 0, "",
            "", calendar.text(one.settled) if one.settled else None,
            by.affiliation_id if one.settled else None,
        )  # fmt: skip
        tables.add(
            "appointments_participant", number, dossier, by.affiliation_id, by.organisation_id,
            starts, ends, one.is_held,
        )  # fmt: skip
