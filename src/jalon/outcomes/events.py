"""The facts of what became of it: codes and dates alone."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from jalon.access.policy.blocks import Block
from jalon.dossiers.events.dossier import DossierFact

SCREEN = ("header", "outcomes", "timeline")


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
