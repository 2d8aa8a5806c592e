"""Who owes what to whom: the two sides, with the same columns."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from jalon.access.policy.levels import Level
from jalon.accounts.actor import Actor, PersonActor
from jalon.contracts.models import Bearer, Commitment, CommitmentState
from jalon.contracts.rules import (
    level_of,
    may_accept,
    may_read,
    may_settle,
    may_withdraw,
    writing_level,
)
from jalon.dossiers.models import Dossier

OVER_SHOWN: Final = 20


@dataclass(frozen=True)
class Line:
    """One promise, and what the reader may do about it."""

    commitment: Commitment
    who: str
    is_late: bool
    can_accept: bool
    can_settle: bool
    can_withdraw: bool


@dataclass
class Sides:
    """Promises of the person and of bodies; those that are over come last, the latest first."""

    person: list[Line] = field(default_factory=list)
    bodies: list[Line] = field(default_factory=list)
    over: list[Line] = field(default_factory=list)


def both_sides(dossier: Dossier, by: Actor | PersonActor) -> Sides:
    """All that this reader may read of a dossier's promises."""
    found = Commitment.objects.filter(dossier=dossier)
    found = found.select_related(
        "dossier", "organisation", "answers__user", "proposed_by__user", "proposed_for"
    )
    sides, level = Sides(), level_of(by, dossier)
    writing = writing_level(by, dossier)
    for one in sorted(found, key=_soonest):
        if may_read(by, one, level):
            _place(sides, _line(one, by, writing))
    sides.over = sides.over[::-1][:OVER_SHOWN]
    return sides


def _soonest(one: Commitment) -> tuple[float, date, int]:
    over = one.settled_at.timestamp() if one.settled_at else 0.0
    return over, one.due_on or date.max, one.pk


def _place(sides: Sides, line: Line) -> None:
    if not line.commitment.is_open:
        sides.over.append(line)
    elif line.commitment.bearer == Bearer.PERSON:
        sides.person.append(line)
    else:
        sides.bodies.append(line)


def _line(one: Commitment, by: Actor | PersonActor, writing: Level | None) -> Line:
    binds = one.state == CommitmentState.ACCEPTED
    answers = one.answers.user.name if one.answers else ""
    names = [str(one.organisation or ""), answers]
    return Line(
        commitment=one,
        who=", ".join(name for name in names if name),
        is_late=bool(binds and one.due_on and one.due_on < by.today),
        can_accept=one.state == CommitmentState.PROPOSED and may_accept(by, one, writing),
        can_settle=binds and may_settle(by, one, writing),
        can_withdraw=one.is_open and may_withdraw(by, one, writing),
    )
