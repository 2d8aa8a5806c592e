"""The facts of strategies, in the past tense. Codes are stored for ever: never rename one.

They tell who wrote what in a version: its steps are data of a territory, never of a person.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class StrategyFact:
    """What all facts of a version share: they are on no dossier and for everybody."""

    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    strategy_id: int

    @property
    def stream(self) -> str:
        return f"strategy/{self.strategy_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class StrategyDrafted(StrategyFact):
    kind: ClassVar[str] = "strategy.drafted"
    territory_id: int
    based_on_id: int


@dataclass(frozen=True)
class StrategyStepRevised(StrategyFact):
    kind: ClassVar[str] = "strategy_step.revised"
    step: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class StrategyStepAdded(StrategyFact):
    kind: ClassVar[str] = "strategy_step.added"
    step: str


@dataclass(frozen=True)
class StrategyStepRemoved(StrategyFact):
    kind: ClassVar[str] = "strategy_step.removed"
    step: str


@dataclass(frozen=True)
class MeansDeclared(StrategyFact):
    """A body brings more, less or nothing to a step; what stands in the version."""

    kind: ClassVar[str] = "means.declared"
    step: str
    organisation_id: int


@dataclass(frozen=True)
class StrategyProposed(StrategyFact):
    kind: ClassVar[str] = "strategy.proposed"
    territory_id: int


@dataclass(frozen=True)
class StrategyWithdrawn(StrategyFact):
    kind: ClassVar[str] = "strategy.withdrawn"


@dataclass(frozen=True)
class StrategyAdopted(StrategyFact):
    """It binds from that day; `former_id` is the version of the territory that it replaces."""

    kind: ClassVar[str] = "strategy.adopted"
    territory_id: int
    former_id: int | None
    valid_from: date


@dataclass(frozen=True)
class StrategyDiscarded(StrategyFact):
    """Nothing is left of it but its facts."""

    kind: ClassVar[str] = "strategy.discarded"
    territory_id: int
