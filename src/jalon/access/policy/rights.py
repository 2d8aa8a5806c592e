"""What a reader may do in each block of one dossier: the decision itself, in Python."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from jalon.access.policy.blocks import Block
from jalon.access.policy.capacities import MANAGER, OFFICER, Capacity, seated_capacity
from jalon.access.policy.levels import OPENING, WRITING, Level
from jalon.access.policy.matrix import Cell, Matrix

UNSEATED: Final = frozenset({Capacity.MANAGER, Capacity.EMERGENCY, Capacity.DATA_PROTECTION})
DESPITE_OBJECTION: Final = frozenset({Capacity.EMERGENCY, Capacity.DATA_PROTECTION})
# Two links of one hat with one dossier open what the wider of the two opens.
WIDEST: Final = (
    Level.REFERENT, Level.MASKED, Level.ADDRESSED, Level.IMPACT, Level.OWN, Level.READ, Level.WRITE,
)  # fmt: skip


@dataclass(frozen=True)
class Rights:
    """Block by block, how far one link opens one dossier. A block that is absent does not exist."""

    levels: Mapping[Block, Level] = field(default_factory=dict)
    limited: frozenset[Block] = frozenset()  # kept as they are at the person's request

    def reads(self, block: Block) -> bool:
        """Whether the rows of the block are open; an impact opens obstacles alone (`knows`)."""
        return block in self.levels and self.levels[block] is not Level.IMPACT

    def knows(self, block: Block) -> bool:
        """Whether the obstacles of the block are open, be it for their impact alone."""
        return block in self.levels

    def writes(self, block: Block) -> bool:
        return self.levels.get(block) in WRITING and block not in self.limited

    def is_limited(self, block: Block) -> bool:
        """Whether only a request of the person keeps this reader from writing here."""
        return self.levels.get(block) in WRITING and block in self.limited

    @property
    def sees_masked_bodies(self) -> bool:
        """Whether bodies whose mere name is sensitive are seen around the person."""
        return self.levels.get(Block.TEAM) in {Level.WRITE, Level.READ}

    @property
    def is_empty(self) -> bool:
        return not self.levels


NO_RIGHTS = Rights()


@dataclass(frozen=True)
class Links:
    """How one hat is tied to one dossier: bare facts, from which its rights follow.

    `seats`: the roles of its seats in force. `is_managed`: its body has a seat, and it manages
    that body. `is_urgent`: an exceptional access is open. `is_officer`: the référent is of the body
    whose data it protects. `addressed`: blocks addressed to its body. `objected`: blocks to which
    the person has objected, for its body or for all; "" for everything. `limited`: blocks that are
    kept as they are at their request; "" for all but the team.
    """

    seats: tuple[str, ...] = ()
    is_managed: bool = False
    is_urgent: bool = False
    is_officer: bool = False
    has_secrecy: bool = False
    addressed: tuple[str, ...] = ()
    objected: tuple[str, ...] = ()
    limited: tuple[str, ...] = ()


def rights_of_hat(matrix: Matrix, kind: str, role: str, links: Links) -> Rights:
    """What a hat of this role, in a body of this kind, may do with a dossier it is tied to."""
    found: dict[Block, Level] = {}
    for capacity in _capacities(kind, role, links):
        row = _open_cells(capacity, matrix[capacity], links)
        for block, level in row.items():
            found[block] = max(found.get(block, level), level, key=WIDEST.index)
    return Rights(found, limited_blocks(links.limited))


def outlines_contracts(matrix: Matrix, kind: str, role: str, links: Links) -> bool:
    """Whether it is told the kind and the dates of contracts, and not what they say."""
    return any(
        matrix[capacity][Block.CONTRACT].level is Level.OUTLINE
        and not {"", Block.CONTRACT.value} & set(_refused(capacity, links))
        for capacity in _capacities(kind, role, links)
    )


def limited_blocks(limited: tuple[str, ...]) -> frozenset[Block]:
    """Who is around the person may always change: nobody is left without help by a limitation."""
    blocks = Block if "" in limited else [Block(block) for block in limited]
    return frozenset(blocks) - {Block.TEAM}


def rights_of_person(matrix: Matrix) -> Rights:
    """What the person may do with their own dossier."""
    row = matrix[Capacity.PERSON]
    return Rights({block: cell.level for block, cell in row.items() if cell.level in OPENING})


def _capacities(kind: str, role: str, links: Links) -> Iterator[Capacity]:
    if role == OFFICER:
        if links.is_officer:
            yield Capacity.DATA_PROTECTION
        return
    for seat in links.seats:
        yield seated_capacity(kind, role, seat)
    if links.is_managed and role == MANAGER:
        yield Capacity.MANAGER
    if links.is_urgent:
        yield Capacity.EMERGENCY


def _open_cells(capacity: Capacity, row: Mapping[Block, Cell], links: Links) -> dict[Block, Level]:
    """The blocks that a row opens, once secrecy, addressing and objections have been asked."""
    refused = _refused(capacity, links)
    addressed = () if capacity in UNSEATED else links.addressed
    levels = {}
    for block, cell in row.items():
        is_open = cell.level in OPENING or (cell.level is Level.ADDRESSED and block in addressed)
        is_sworn = links.has_secrecy or not cell.needs_secrecy
        if is_open and is_sworn and block not in refused and "" not in refused:
            levels[block] = cell.level
    return levels


def _refused(capacity: Capacity, links: Links) -> tuple[str, ...]:
    return () if capacity in DESPITE_OBJECTION else links.objected
