"""The matrix of one deployment: the starting one, narrowed where its officer decided so.

A file of the deployment says, cell by cell, what is narrower here, from when and by which decision:

    [[narrow]]
    capacity = "employment_advisor"
    block = "B"
    level = "r"
    since = 2026-12-01
    decision = "avis du DPO du 12 novembre 2026"

Anything wider than the starting matrix is refused, with the cell named: a deployment that needs
more changes the table itself, in a release, where everybody can read it.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from jalon.access.policy.blocks import Block
from jalon.access.policy.capacities import Capacity
from jalon.access.policy.levels import CONTAINS, Level
from jalon.access.policy.matrix import MATRIX, Cell, Matrix


class PolicyError(ValueError):
    """The file of the deployment cannot be followed; the message names the line and the value."""


@dataclass(frozen=True)
class Narrowing:
    """One cell made narrower by a deployment, from one day on."""

    capacity: Capacity
    block: Block
    level: Level
    since: date
    decision: str


def read_narrowings(file: Path) -> list[Narrowing]:
    """The decisions written in the file of a deployment. Raises PolicyError."""
    try:
        entries = tomllib.loads(file.read_text()).get("narrow", [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"{file.name}: {error}") from error
    return [_narrowing(number, entry) for number, entry in enumerate(entries, start=1)]


def _narrowing(number: int, entry: dict[str, Any]) -> Narrowing:
    try:
        narrowing = Narrowing(
            Capacity(entry["capacity"]),
            Block(entry["block"]),
            Level(entry["level"]),
            entry["since"],
            entry["decision"].strip(),
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise PolicyError(f"narrow {number}: {error}") from error
    if not narrowing.decision or type(narrowing.since) is not date:
        raise PolicyError(f"narrow {number}: give `since` (a day) and `decision` (a reference)")
    _require_narrower(number, narrowing)
    return narrowing


def _require_narrower(number: int, asked: Narrowing) -> None:
    here = MATRIX[asked.capacity][asked.block].level
    if asked.level not in CONTAINS[here]:
        raise PolicyError(
            f"narrow {number}: {asked.capacity} has {here} on {asked.block}; "
            f"{asked.level} would widen it"
        )


def effective(narrowings: list[Narrowing], *, on: date) -> Matrix:
    """The matrix in force that day; of two decisions on one cell, the later one stands."""
    matrix = {capacity: dict(row) for capacity, row in MATRIX.items()}
    for decided in sorted(narrowings, key=lambda narrowing: narrowing.since):
        if decided.since <= on:
            cell = MATRIX[decided.capacity][decided.block]
            matrix[decided.capacity][decided.block] = Cell(
                decided.level, cell.needs_secrecy, cell.basis
            )
    return matrix


def as_text(matrix: Matrix) -> str:
    """One line per cell, in order: what is compared, signed and told as a fact."""
    return "\n".join(
        f"{capacity} {block} {cell.level}{'*' if cell.needs_secrecy else ''}"
        for capacity, row in matrix.items()
        for block, cell in row.items()
    )


def digest(matrix: Matrix) -> str:
    """A name for a state of the table: SHA-256 of `as_text`, in hexadecimal."""
    return sha256(as_text(matrix).encode()).hexdigest()
