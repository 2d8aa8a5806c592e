"""Which facts are milestones: a list that config/subscriptions.py fills, room by room.

A fact is written once, in its own room. A rule says what it is on the path: the database reads the
rules (`jalon_milestone_rules`), so that one fact and twenty million are read in the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from jalon.access.policy.blocks import Block
from jalon.strategies.milestones import Milestone

# Under which block a step is known that ends with this milestone; the contract's for the others.
NEEDS: Final[dict[str, str]] = {
    Milestone.ORIENTATION_DECIDED: Block.RIGHTS,
    Milestone.ORIENTATION_NOTIFIED: Block.RIGHTS,
    Milestone.REORIENTATION_ANSWERED: Block.RIGHTS,
    Milestone.FIRST_APPOINTMENT: Block.APPOINTMENTS,
    Milestone.EMPLOYMENT_STARTED: Block.EMPLOYMENT,
    Milestone.EMPLOYMENT_ENDED: Block.EMPLOYMENT,
    Milestone.FOLLOW_UP_1_MONTH: Block.EMPLOYMENT,
    Milestone.FOLLOW_UP_3_MONTHS: Block.EMPLOYMENT,
    Milestone.FOLLOW_UP_6_MONTHS: Block.EMPLOYMENT,
}
NEED: Final = Block.CONTRACT


@dataclass(frozen=True)
class MilestoneRule:
    """A fact of this `kind`, whose payload holds `when`, is this milestone.

    The names are those of fields of the fact. `day`: the date that counts; without it, the day of
    the fact where the dossier is. A fact whose `day` is empty is no milestone. `details`: one code
    or several (the track of an orientation, the reasons of a suspension, the circumstances that
    lengthen a review). `thing`: what it is about, so that a rule that `undoes` finds what it takes
    back. `thread`: when several run side by side (one demand to a body, one handover), which one.
    `towards`: the organisation it waits for.
    """

    kind: str
    milestone: Milestone
    when: Mapping[str, Any] = field(default_factory=dict)
    day: str = ""
    details: str = ""
    thing: str = ""
    thread: str = ""
    towards: str = ""
    undoes: bool = False


rules: list[MilestoneRule] = []  # filled once, by config/subscriptions.py
# Facts that change who answers for a step, and no date: a seat taken, a dossier closed.
touching: set[str] = set()


def add_milestone(rule: MilestoneRule) -> None:
    """Say what a kind of fact is on the path; twice changes nothing."""
    if rule not in rules:
        rules.append(rule)


def kinds() -> frozenset[str]:
    """The facts after which deadlines are computed again."""
    return frozenset({rule.kind for rule in rules} | touching)
