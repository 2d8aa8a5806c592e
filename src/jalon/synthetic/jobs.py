"""What invented people found: jobs, trainings, news of them; and an effect planted there.

About 39 % work at some time of a year, 15 % in a durable job (Dares, Drees). The planted effect is
for the evaluation to find: see docs/planted-effect.md. It depends on nothing but dice, so that a
plain comparison finds it.
"""

from dataclasses import dataclass, field
from datetime import date
from math import log
from random import Random
from typing import Final

from jalon.kernel.months import months_after
from jalon.synthetic.calendar import Calendar
from jalon.synthetic.contracts import Contracted, referent_at
from jalon.synthetic.entries import Entered
from jalon.synthetic.plots import Fact, Plot, Seat
from jalon.synthetic.staff import Post
from jalon.synthetic.tables import Tables, uuid7

A_YEAR: Final = 0.39  # some work within a year
RATE: Final = -log(1 - A_YEAR) / 365  # a day
# The planted effect: among those whose contract came within QUICK days of their orientation, so
# many more have a job within SIX_MONTHS of it. Nobody else's chances move.
QUICK, SIX_MONTHS, PLANTED = 45, 182, 0.08
TRAINING: Final = 0.08
# (contract, days it lasts: 0 without end): 38 % are durable, a permanent one or six months.
CONTRACTS: Final = (
    (("permanent", 0), 19), (("fixed_term", 210), 17), (("fixed_term", 90), 27),
    (("temporary", 30), 24), (("integration", 120), 9), (("apprenticeship", 365), 4),
)  # fmt: skip
HOURS: Final = ((35.0, 28.0, 24.0, 20.0, 10.0), (40, 15, 20, 17, 8))
ASKED: Final = (1, 3, 6)  # months after a job begins
LATE: Final = 60  # days: by then somebody has called


@dataclass(frozen=True, slots=True)
class News:
    month: int
    due_on: date
    answer: str = ""
    at: int = 0
    by: Post | None = None


@dataclass(slots=True)
class Found:
    """A job or a training; `started` and `ended` in days before today, instants since 1970."""

    kind: str
    contract: str
    lasts: int
    hours: float | None
    started: int
    by: Post
    at: int
    ended: int | None = None
    news: list[News] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


def look_for_work(
    plot: Plot,
    entered: Entered,
    contracted: Contracted | None,
    seats: list[Seat],
    calendar: Calendar,
    dossier: int,
) -> Found | None:
    """What one person found since their orientation; None for most."""
    if entered.decided is None:
        return None
    dice, oriented = Random(plot.number * 6_131 + 59), calendar.days_ago(entered.decided)
    is_quick = contracted is not None and oriented - contracted.started <= QUICK
    wait = days_to_a_job(dice, is_quick=is_quick)
    kind = "employment"
    if oriented - wait < 2:
        kind, wait = "training", dice.randint(40, 400)
        if dice.random() >= TRAINING or oriented - wait < 2:
            return None
    return _found(dice, kind, oriented - wait, seats, calendar, dossier)


def days_to_a_job(dice: Random, *, is_quick: bool) -> int:
    """Days from the orientation to a job, if nothing stops the count."""
    wait = int(dice.expovariate(RATE))
    helped, sooner = dice.random(), dice.randint(QUICK + 1, SIX_MONTHS)
    without = (1 - A_YEAR) ** (SIX_MONTHS / 365)
    if is_quick and wait > SIX_MONTHS and helped < PLANTED / without:
        return sooner
    return wait


def _found(
    dice: Random, kind: str, started: int, seats: list[Seat], calendar: Calendar, dossier: int
) -> Found | None:
    is_job = kind == "employment"
    options, weights = zip(*CONTRACTS, strict=True)
    contract, lasts = dice.choices(options, weights)[0] if is_job else ("", 180)
    hours = dice.choices(*HOURS)[0] if is_job else None
    at = calendar.instant(max(1, started - dice.randint(0, 9)), dice)
    by = referent_at(seats, at, calendar)
    if by is None:
        return None
    found = Found(kind, contract, lasts, hours, started, by, at)
    told: dict[str, object] = {"outcome_id": dossier, "nature": kind}
    day = {"contract": contract, "started_on": calendar.iso(started)}
    found.facts.append(Fact(at, "outcome.declared", {**told, **day}, by))
    if (lasts and started - lasts > 2) or (not lasts and started > 60 and dice.random() < 0.12):
        _end(found, dice, seats, calendar, told)
    if is_job:
        _ask_news(found, dice, seats, calendar, dossier)
    return found


def _end(
    found: Found, dice: Random, seats: list[Seat], calendar: Calendar, told: dict[str, object]
) -> None:
    """Over: the end that was foreseen, or before it."""
    ended = found.started - (found.lasts or dice.randint(20, found.started - 3))
    at = calendar.instant(max(1, ended - 2), dice)
    by = referent_at(seats, at, calendar)
    if by and at > found.at:
        found.ended = ended
        ended_on = calendar.iso(ended)
        found.facts.append(Fact(at, "outcome.ended", {**told, "ended_on": ended_on}, by))


def _ask_news(
    found: Found, dice: Random, seats: list[Seat], calendar: Calendar, dossier: int
) -> None:
    """At one, three and six months: most answer on the day; the others some weeks later at most."""
    started_on = date.fromisoformat(calendar.iso(found.started))
    for month in ASKED:
        due_on = months_after(started_on, month)
        ago = (calendar.today - due_on).days
        answered = dice.random() < 0.7 or ago > dice.randint(10, LATE)
        at = calendar.instant(max(1, ago - 1), dice)
        by = referent_at(seats, at, calendar) if answered and ago > 2 and at > found.at else None
        if by is None:
            found.news.append(News(month, due_on))
            continue
        is_over = found.ended is not None and found.ended >= ago
        answer = dice.choices(("ended", "other_job"), (75, 25))[0] if is_over else "same"
        answer = "unknown" if dice.random() < 0.12 else answer
        found.news.append(News(month, due_on, answer, at, by))
        about: dict[str, object] = {"outcome_id": dossier, "month": month, "answer": answer}
        found.facts.append(Fact(at, "follow_up.answered", about, by))


def write_job(
    tables: Tables, found: Found | None, plot: Plot, dossier: int, calendar: Calendar
) -> None:
    if found is None:
        return
    dice = Random(plot.number * 6_131 + 61)
    tables.add(
        "outcomes_outcome", dossier, uuid7(found.at, dice), dossier, found.kind, found.contract,
        found.hours, calendar.iso(found.started),
        calendar.iso(found.started - found.lasts) if found.lasts else None,
        None if found.ended is None else calendar.iso(found.ended), b"", found.by.affiliation_id,
        calendar.text(found.at),
    )  # fmt: skip
    for one in found.news:
        answered_on = calendar.iso(calendar.days_ago(one.at)) if one.by else None
        tables.add(
            "outcomes_followup", dossier, dossier, one.month, one.due_on.isoformat(), one.answer,
            answered_on, one.by and one.by.affiliation_id,
        )  # fmt: skip
