"""The facts of what became of it: codes and dates alone."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from jalon.access.policy.blocks import Block
from jalon.dossiers.events.dossier import DossierFact
from jalon.strategies.milestones import Suspension

SCREEN = ("header", "outcomes", "timeline")
# Under which block a reason of suspension is known: a stay in hospital is health's, and so on.
BLOCK_OF: Final[dict[str, str]] = {
    Suspension.HOSPITAL: Block.HEALTH,
    Suspension.PARENTAL: Block.BARRIERS,
    Suspension.MOVE: Block.CONTRACT,
    Suspension.ABSENCE: Block.CONTRACT,
}


@dataclass(frozen=True)
class OutcomeFact(DossierFact):
    """What facts of outcomes share: who may read employment may know of them."""

    blocks: ClassVar[tuple[str, ...]] = SCREEN

    @property
    def need(self) -> str:
        return Block.EMPLOYMENT


@dataclass(frozen=True)
class OutcomeDeclared(OutcomeFact):
    kind: ClassVar[str] = "outcome.declared"
    outcome_id: int
    nature: str
    contract: str
    started_on: date


@dataclass(frozen=True)
class OutcomeConfirmed(OutcomeFact):
    """A professional has seen that what the person declared is so."""

    kind: ClassVar[str] = "outcome.confirmed"
    outcome_id: int
    nature: str


@dataclass(frozen=True)
class OutcomeEnded(OutcomeFact):
    kind: ClassVar[str] = "outcome.ended"
    outcome_id: int
    nature: str
    ended_on: date


@dataclass(frozen=True)
class OutcomeWithdrawn(OutcomeFact):
    kind: ClassVar[str] = "outcome.withdrawn"
    outcome_id: int
    nature: str


@dataclass(frozen=True)
class FollowUpAnswered(OutcomeFact):
    kind: ClassVar[str] = "follow_up.answered"
    outcome_id: int
    month: int
    answer: str


@dataclass(frozen=True)
class DossierClosed(DossierFact):
    kind: ClassVar[str] = "dossier.closed"
    blocks: ClassVar[tuple[str, ...]] = SCREEN
    ground: str


@dataclass(frozen=True)
class DossierReopened(DossierFact):
    kind: ClassVar[str] = "dossier.reopened"
    blocks: ClassVar[tuple[str, ...]] = SCREEN


@dataclass(frozen=True)
class CourseFact(DossierFact):
    """What facts of the course of the support share: known to who reads steps and contracts."""

    blocks: ClassVar[tuple[str, ...]] = ("header", "course", "path", "timeline")

    @property
    def need(self) -> str:
        return Block.CONTRACT


@dataclass(frozen=True)
class AssessmentConcluded(CourseFact):
    """The référent says, with the person, that the shared assessment is complete."""

    kind: ClassVar[str] = "assessment.concluded"
    conclusion_id: int


@dataclass(frozen=True)
class AssessmentReopened(CourseFact):
    """It was not complete: said by mistake."""

    kind: ClassVar[str] = "assessment.reopened"
    conclusion_id: int


@dataclass(frozen=True)
class SupportSuspended(CourseFact):
    """Known to who may know of its reason; the dates of `Suspension` are known to more."""

    kind: ClassVar[str] = "support.suspended"
    suspension_id: int
    from_on: date
    ground: str

    @property
    def need(self) -> str:
        return BLOCK_OF[self.ground]


@dataclass(frozen=True)
class SupportProlonged(CourseFact):
    """The person stays away longer. `ended_on`, when this suspension ends for one with another
    reason, which has a fact of its own.
    """

    kind: ClassVar[str] = "support.prolonged"
    suspension_id: int
    expected_on: date
    ended_on: date | None


@dataclass(frozen=True)
class SupportResumed(CourseFact):
    kind: ClassVar[str] = "support.resumed"
    suspension_id: int
    resumed_on: date


@dataclass(frozen=True)
class SuspensionWithdrawn(CourseFact):
    """Said by mistake: it never was."""

    kind: ClassVar[str] = "suspension.withdrawn"
    suspension_id: int
