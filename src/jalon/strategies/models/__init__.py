from jalon.strategies.models.means import MeansKind, StrategyMeans
from jalon.strategies.models.step import (
    DelayUnit,
    Responsible,
    StrategyStep,
    StrategyTime,
)
from jalon.strategies.models.strategy import Strategy, StrategyStatus

__all__ = [
    "DelayUnit",
    "MeansKind",
    "Responsible",
    "Strategy",
    "StrategyMeans",
    "StrategyStatus",
    "StrategyStep",
    "StrategyTime",
]
