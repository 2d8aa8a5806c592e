"""The cells of the matrix as functions of the database: which letters a capacity may use, and how.

`*` stands for "something": whoever may read or write one block meets the dossier itself. Besides
the letters of the blocks, three degrees of the block "team" are told apart, from the widest
to the narrowest: T (every body), m (without the sensitive ones), t (the référent alone); and, in
small, the impact of obstacles alone (b, h, f, s) and what one's own body wrote (j, k, a, e).
"""

from collections.abc import Callable, Sequence
from typing import Final

from jalon.access.policy.blocks import THEME_BLOCKS, Block
from jalon.access.policy.capacities import OF_KIND, OF_ROLE, SENSITIVE_KINDS, Capacity
from jalon.access.policy.levels import OPENING, WRITING, Level
from jalon.access.policy.matrix import Cell, Matrix

# Blocks that hold obstacles: a small letter opens the obstacles and their impact, nothing else.
BARRIER_BLOCKS: Final = frozenset({Block.BARRIERS, *THEME_BLOCKS.values()})
OUTLINE_LETTER: Final = "o"  # the kind and the dates of contracts, and nothing else
TEAM_DEGREES: Final[dict[Level, tuple[str, ...]]] = {
    Level.WRITE: ("T", "m", "t"),
    Level.READ: ("T", "m", "t"),
    Level.MASKED: ("m", "t"),
    Level.REFERENT: ("t",),
}


def letters_function(matrix: Matrix) -> str:
    """`jalon_letters(capacity, has_secrecy, use)`: use is read, write or addressed."""
    uses: dict[str, Callable[[Block, Cell], tuple[str, ...]]] = {
        "read": _readable,
        "write": _writable,
        "addressed": _addressed,
    }
    cases = []
    for use, letters in uses.items():
        rows = []
        for capacity, row in matrix.items():
            sworn = [s for block, cell in row.items() for s in letters(block, cell)]
            plain = [
                s for block, cell in row.items() if not cell.needs_secrecy
                for s in letters(block, cell)
            ]  # fmt: skip
            rows.append(
                f"WHEN '{capacity}' THEN "
                f"CASE WHEN has_secrecy THEN {_array(use, sworn)} ELSE {_array(use, plain)} END"
            )
        cases.append(f"WHEN '{use}' THEN CASE capacity {' '.join(rows)} ELSE '{{}}'::text[] END")
    return _function(
        "jalon_letters(capacity text, has_secrecy boolean, use text) RETURNS text[]",
        f"SELECT CASE use {' '.join(cases)} ELSE '{{}}'::text[] END",
    )


def capacity_function() -> str:
    """`jalon_capacity(kind, role)`: the row of a hat that holds a seat, but not as référent."""
    of_role = " ".join(f"WHEN role = '{role}' THEN '{row}'" for role, row in OF_ROLE.items())
    of_kind = " ".join(f"WHEN kind = '{kind}' THEN '{row}'" for kind, row in OF_KIND.items())
    return _function(
        "jalon_capacity(kind text, role text) RETURNS text",
        f"SELECT CASE {of_role} {of_kind} ELSE '{Capacity.SOLUTION}' END",
    )


def sensitive_function() -> str:
    """`jalon_is_sensitive(kind)`: bodies whose mere name says something of health or of justice."""
    kinds = ", ".join(f"'{kind}'" for kind in SENSITIVE_KINDS)
    return _function("jalon_is_sensitive(kind text) RETURNS boolean", f"SELECT kind IN ({kinds})")


def _readable(block: Block, cell: Cell) -> tuple[str, ...]:
    if cell.level is Level.OUTLINE and block is Block.CONTRACT:
        return (OUTLINE_LETTER,)
    if cell.level not in OPENING:
        return ()
    if block is Block.TEAM:
        return TEAM_DEGREES[cell.level]
    if cell.level is Level.OWN and block is not Block.WORKING_NOTES:
        return (block.lower(),)
    return (block.lower(),) if cell.level is Level.IMPACT else _both(block)


def _writable(block: Block, cell: Cell) -> tuple[str, ...]:
    return _both(block) if cell.level in WRITING else ()


def _addressed(block: Block, cell: Cell) -> tuple[str, ...]:
    return _both(block) if cell.level is Level.ADDRESSED else ()


def _both(block: Block) -> tuple[str, ...]:
    """The letter of a block and, where obstacles are told, that of their impact."""
    return (block.value, block.lower()) if block in BARRIER_BLOCKS else (block.value,)


def _array(use: str, letters: Sequence[str]) -> str:
    something = ("*",) if letters and use != "addressed" else ()
    return "'{" + ",".join((*something, *letters)) + "}'::text[]"


def _function(signature: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {signature} LANGUAGE sql IMMUTABLE PARALLEL SAFE "
        f"AS $body$ {body} $body$;"
    )
