"""What was said and done in a plan. Codes are stored for ever: never rename one.

`role` is the side that spoke (person, body); `is_binding`, whether both had agreed from then on.
"""

from dataclasses import dataclass
from typing import ClassVar

from jalon.access.policy.blocks import Block
from jalon.dossiers.events import DossierFact


@dataclass(frozen=True)
class PlanFact(DossierFact):
    """What all facts of a plan share: who reads the contract block knows of them."""

    blocks: ClassVar[tuple[str, ...]] = ("plan", "timeline")

    @property
    def need(self) -> str:
        return Block.CONTRACT


@dataclass(frozen=True)
class GoalProposed(PlanFact):
    """A goal was proposed by one side."""

    kind: ClassVar[str] = "goal.proposed"
    goal_id: int
    role: str


@dataclass(frozen=True)
class GoalReworded(PlanFact):
    """A goal not agreed yet was worded anew: a new proposal."""

    kind: ClassVar[str] = "goal.reworded"
    goal_id: int
    role: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class GoalAccepted(PlanFact):
    """One side agreed; `is_oral`: the person, face to face."""

    kind: ClassVar[str] = "goal.accepted"
    goal_id: int
    role: str
    is_oral: bool
    is_binding: bool


@dataclass(frozen=True)
class GoalDeclined(PlanFact):
    """The other side said no, with a word."""

    kind: ClassVar[str] = "goal.declined"
    goal_id: int
    role: str


@dataclass(frozen=True)
class GoalDisavowed(PlanFact):
    """The person took back an agreement written for them."""

    kind: ClassVar[str] = "goal.disavowed"
    goal_id: int


@dataclass(frozen=True)
class GoalAbandoned(PlanFact):
    """Given up, by whom and why."""

    kind: ClassVar[str] = "goal.abandoned"
    goal_id: int
    role: str


@dataclass(frozen=True)
class GoalReopened(PlanFact):
    """Taken up again after its end."""

    kind: ClassVar[str] = "goal.reopened"
    goal_id: int
    role: str
    previous_status: str


@dataclass(frozen=True)
class GoalReached(PlanFact):
    """What was wanted is there."""

    kind: ClassVar[str] = "goal.reached"
    goal_id: int
    role: str


@dataclass(frozen=True)
class StepProposed(PlanFact):
    """A step was proposed by one side."""

    kind: ClassVar[str] = "step.proposed"
    step_id: int
    role: str


@dataclass(frozen=True)
class StepReworded(PlanFact):
    """A step not agreed yet was worded anew: a new proposal."""

    kind: ClassVar[str] = "step.reworded"
    step_id: int
    role: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class StepAccepted(PlanFact):
    """One side agreed; `is_oral`: the person, face to face."""

    kind: ClassVar[str] = "step.accepted"
    step_id: int
    role: str
    is_oral: bool
    is_binding: bool


@dataclass(frozen=True)
class StepDeclined(PlanFact):
    """The other side said no, with a word."""

    kind: ClassVar[str] = "step.declined"
    step_id: int
    role: str


@dataclass(frozen=True)
class StepDisavowed(PlanFact):
    """The person took back an agreement written for them."""

    kind: ClassVar[str] = "step.disavowed"
    step_id: int


@dataclass(frozen=True)
class StepAbandoned(PlanFact):
    """Given up, by whom and why."""

    kind: ClassVar[str] = "step.abandoned"
    step_id: int
    role: str


@dataclass(frozen=True)
class StepReopened(PlanFact):
    """Taken up again after its end."""

    kind: ClassVar[str] = "step.reopened"
    step_id: int
    role: str
    previous_status: str


@dataclass(frozen=True)
class StepStarted(PlanFact):
    """Somebody has begun."""

    kind: ClassVar[str] = "step.started"
    step_id: int
    role: str


@dataclass(frozen=True)
class StepFinished(PlanFact):
    """Done; `status`: what it changed."""

    kind: ClassVar[str] = "step.finished"
    step_id: int
    role: str
    status: str


@dataclass(frozen=True)
class PlanReordered(PlanFact):
    """Goals or steps were put in another order."""

    kind: ClassVar[str] = "plan.reordered"
    goal_id: int | None
