"""One dated figure of the law or of the platform: its values, their sources, its bounds."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Kind = Literal["int", "decimal", "text", "bool"]
Unit = Literal[
    "", "months", "weeks", "days", "hours", "minutes", "seconds", "people", "percent", "euros"
]  # fmt: skip
Value = int | Decimal | str | bool


@dataclass(frozen=True)
class Dated:
    """A value from a day on, and the text that gives it."""

    since: date
    value: Value
    source: str


@dataclass(frozen=True)
class Bounds:
    """The least and the most that a deployment may decide, and the text that says so."""

    least: int | Decimal
    most: int | Decimal
    source: str


@dataclass(frozen=True)
class Parameter:
    """One figure. `key`: its room, a dot, its name. `values`: oldest first, one at least."""

    key: str
    kind: Kind
    unit: Unit
    label: Any
    values: tuple[Dated, ...]
    bounds: Bounds | None = None

    @property
    def room(self) -> str:
        return self.key.partition(".")[0]
