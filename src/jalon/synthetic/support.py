"""How the support of each invented person goes on: assessed, kept in touch with, over, begun again.

What is late is late by days or weeks: a référent with sixty people forgets some of them for a
time, nobody for two years. Who keeps a durable job leaves; some come back.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Final

from jalon.synthetic.appointments import Meetings
from jalon.synthetic.calendar import DAY, Calendar
from jalon.synthetic.contracts import referent_at
from jalon.synthetic.entries import Entered
from jalon.synthetic.jobs import Found
from jalon.synthetic.plots import Fact, Plot, Seat
from jalon.synthetic.staff import Post
from jalon.synthetic.tables import Tables, uuid7

HOUR: Final = 3_600
# Days from the orientation to an assessment said complete; again when nobody was there that day.
SOONEST, MEAN, AGAIN = 6, 18, (0, 7, 21, 45, 90)
NOT_YET, FOR_EVER = 0.2, 90  # share of those oriented for fewer days whose assessment is begun
# Days since the last word with the person: the territory promises one within 45.
LAST_WORD: Final = (((1, 38), (46, 70), (71, 110)), (76, 18, 6))
DURABLE: Final = 180  # days, or a job without end
ENDS: Final = {"employment": 0.65, "training": 0.3}
OTHERWISE: Final = 0.05
REASONS: Final = ("no_news", "own_wish", "move", "not_concerned")
COMES_BACK, AWAY = 0.2, 40  # days without a fact, at least


@dataclass(frozen=True, slots=True)
class Ending:
    """A support that ended, and began again or not; instants in seconds since 1970."""

    reason: str
    at: int
    by: Post
    again_at: int | None = None
    again_by: Post | None = None


@dataclass(slots=True)
class Course:
    """What was said complete, the last word, the end; and their facts."""

    concluded: tuple[int, Post] | None = None
    word: tuple[int, Post] | None = None
    ending: Ending | None = None
    facts: list[Fact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SoFar:
    """What is known of a history when it comes to how it goes on."""

    plot: Plot
    entered: Entered
    seats: list[Seat]
    facts: list[Fact]
    found: Found | None
    meetings: Meetings
    calendar: Calendar
    dossier: int

    def referent(self, at: int) -> Post | None:
        return referent_at(self.seats, at, self.calendar)

    def last_word(self) -> int:
        """When somebody last heard of the person; 0 for never."""
        held = (
            fact.at for fact in self.facts
            if fact.kind == "appointment.attended" or fact.payload.get("contact_on")
        )  # fmt: skip
        return max(held, default=0)


def go_on(so_far: SoFar) -> Course:
    course, dice = Course(), Random(so_far.plot.number * 7_517 + 83)  # its own: nothing else moves
    if so_far.entered.lead is None or so_far.entered.decided is None:
        return course
    _conclude(course, so_far, dice)
    so_far.facts.sort(key=lambda fact: fact.at)
    course.ending = _end(so_far, dice) or _come_back(so_far, dice)
    if one := course.ending:
        course.facts.append(Fact(one.at, "dossier.closed", {"ground": one.reason}, one.by))
        if one.again_at:
            course.facts.append(Fact(one.again_at, "dossier.reopened", {}, one.again_by))
    if course.ending is None or course.ending.again_at:
        course.word = _last_word(so_far, dice, course.ending)
    return course


def _conclude(course: Course, so_far: SoFar, dice: Random) -> None:
    """Some weeks after the orientation, once something was said of the obstacles."""
    said = [fact.at for fact in so_far.facts if fact.kind == "barrier.assessed"]
    oriented = so_far.calendar.days_ago(so_far.entered.decided or 0)
    day = oriented - SOONEST - int(dice.expovariate(1 / (MEAN - SOONEST)))
    if not said or (dice.random() < NOT_YET and oriented < FOR_EVER):
        return
    for more in AGAIN:
        if day - more < 1:
            return
        at = so_far.calendar.instant(day - more, dice)
        if at < min(said) + 2 * HOUR:  # the next days, at working hours
            at = so_far.calendar.instant(max(1, so_far.calendar.days_ago(min(said)) - 4), dice)
        by = so_far.referent(at)
        if by and at > min(said) + 2 * HOUR:
            course.concluded = at, by
            about: dict[str, object] = {"conclusion_id": so_far.dossier}
            so_far.facts.append(Fact(at, "assessment.concluded", about, by))
            return


def _last_word(so_far: SoFar, dice: Random, ending: Ending | None) -> tuple[int, Post] | None:
    """The last time somebody heard of her, when nothing that was written says better."""
    lead = so_far.entered.lead
    since = so_far.calendar.days_ago(lead.started) - 2 if lead else 0
    ways, odds = LAST_WORD
    day = dice.randint(*dice.choices(ways, odds)[0])
    back = (ending and ending.again_at) or 0
    for most in (since, since // 2, since // 4):  # nobody was there that day: later
        at = so_far.calendar.instant(max(1, min(day, most)), dice)
        by = so_far.referent(at)
        if most > 0 and by:
            return (at, by) if at > max(so_far.last_word(), back) + HOUR else None
    return None


def _end(so_far: SoFar, dice: Random) -> Ending | None:
    """After the last thing that happened: nothing is to come, and the référent is still there."""
    reason, last = _reason(so_far.found, dice), so_far.facts[-1].at
    day = so_far.calendar.days_ago(last) - dice.randint(1, 12)
    if not reason or day < 1 or any(not one.settled for one in so_far.meetings.met):
        return None
    at = so_far.calendar.instant(day, dice)
    by = so_far.referent(at)
    return Ending(reason, at, by) if by and at > last else None


def _reason(found: Found | None, dice: Random) -> str:
    luck = dice.random()
    if found is None:
        return dice.choice(REASONS) if luck < OTHERWISE else ""
    is_kept = found.ended is None and found.started > DURABLE + 5
    is_durable = found.kind == "training" or not found.lasts or found.lasts >= DURABLE
    return found.kind if is_kept and is_durable and luck < ENDS[found.kind] else ""


def _come_back(so_far: SoFar, dice: Random) -> Ending | None:
    """The job is over and she is back: while nothing was heard of her, the dossier was closed."""
    found = so_far.found
    if found is None or found.ended is None or dice.random() >= COMES_BACK:
        return None
    told = [fact.at for fact in so_far.facts if fact.at >= found.at]
    for last, then in pairwise(told):
        if then - last < AWAY * DAY:
            continue
        days = so_far.calendar.days_ago
        at = so_far.calendar.instant(days(last) - dice.randint(2, 9), dice)
        again_at = so_far.calendar.instant(days(then) + 1, dice)
        by, again_by = so_far.referent(at), so_far.referent(again_at)
        if by and again_by and last < at < again_at < then:
            return Ending(found.kind, at, by, again_at, again_by)
    return None


def write_course(tables: Tables, course: Course, dossier: int, calendar: Calendar) -> None:
    if course.concluded:
        at, by = course.concluded
        number = uuid7(at, Random(dossier * 7_517 + 89))
        day = calendar.iso(calendar.days_ago(at))
        tables.add("outcomes_conclusion", dossier, number, dossier, day, by.affiliation_id, None)
    if one := course.ending:
        again = calendar.text(one.again_at) if one.again_at else None
        tables.add(
            "outcomes_closing", dossier, one.reason, calendar.text(one.at), one.by.affiliation_id,
            again, one.again_by and one.again_by.affiliation_id,
        )  # fmt: skip
