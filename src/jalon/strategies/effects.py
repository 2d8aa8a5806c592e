"""What a version would change for running dossiers, asked of the rooms above before adoption.

Strategies know no dossier: whoever computes clocks adds here, through config/subscriptions.py, a
function that counts what a version would move.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from jalon.strategies.models import Strategy

Kind = Literal["sooner", "later", "late", "new", "gone"]


@dataclass(frozen=True)
class Effect:
    """How many running deadlines a version would bring forward, put off, make late, add, remove.

    `step`: the code of the step that they are of; "" when all are counted together.
    """

    kind: Kind
    count: int
    step: str = ""


# (version, the day it would bind from) -> what changes; filled once, by config/subscriptions.py.
effects: Final[list[Callable[[Strategy, date], list[Effect]]]] = []


def effects_of(strategy: Strategy, *, valid_from: date) -> list[Effect]:
    """All that would change, were this version to bind from that day; empty when nothing counts."""
    return [effect for count in effects for effect in count(strategy, valid_from)]
