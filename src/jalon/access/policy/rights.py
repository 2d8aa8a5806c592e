"""What a reader may do in each block of one dossier: the decision itself, in Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jalon.access.policy.blocks import Block
from jalon.access.policy.capacities import Capacity
from jalon.access.policy.levels import OPENING, WRITING, Level
from jalon.access.policy.matrix import Cell


@dataclass(frozen=True)
class Rights:
    """Block by block, how far one link opens one dossier. A block that is absent does not exist."""

    levels: Mapping[Block, Level] = field(default_factory=dict)

    def reads(self, block: Block) -> bool:
        return block in self.levels

    def writes(self, block: Block) -> bool:
        return self.levels.get(block) in WRITING

    @property
    def sees_masked_bodies(self) -> bool:
        """Whether bodies whose mere name is sensitive are seen around the person."""
        return self.levels.get(Block.TEAM) in {Level.WRITE, Level.READ}

    @property
    def is_empty(self) -> bool:
        return not self.levels


NO_RIGHTS = Rights()


def rights_of(
    row: Mapping[Block, Cell], *, has_secrecy: bool, addressed: Iterable[Block] = ()
) -> Rights:
    """The rights of one capacity, linked to the dossier, with what was addressed to its body."""
    shared = frozenset(addressed)
    levels = {}
    for block, cell in row.items():
        if cell.needs_secrecy and not has_secrecy:
            continue
        if cell.level in OPENING or (cell.level is Level.ADDRESSED and block in shared):
            levels[block] = cell.level
    return Rights(levels)


__all__ = ["NO_RIGHTS", "Capacity", "Rights", "rights_of"]
