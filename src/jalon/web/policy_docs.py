"""`docs/permissions.md`: the matrix of rights as a lawyer reads it, from the table itself."""

from jalon.access.policy.blocks import Block
from jalon.access.policy.levels import Level
from jalon.access.policy.matrix import BASES, MATRIX, SINCE
from jalon.ui.policy_words import BLOCKS, CAPACITIES, LEVELS

INTRO = """# Who sees what

The starting matrix, in force since {since}. It is one table (`jalon.access.policy.matrix`): the
rules in Python, row-level security in PostgreSQL, the public page `/qui-voit-quoi`, the page of
each person and this document all come from it. A right needs, together: the kind of organisation
and the role (a line below), an active link with the person, a hat and habilitations in force, a
purpose. What is not written here does not exist for the reader.

A deployment may narrow a cell, from a day on, by a decision of its data-protection officer, in the
file that `JALON_POLICY_FILE` names; widening is refused. Each change of the table in force is a
fact of the journal (`policy.changed`).

`*`: only with an express, dated habilitation to professional secrecy.
"""


def permissions_page() -> str:
    """The matrix, the words of its levels, and what allows each cell."""
    letters = [block.value for block in Block]
    head = ["role", *letters]
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    for capacity, row in MATRIX.items():
        cells = [cell.level + ("\\*" if cell.needs_secrecy else "") for cell in row.values()]
        lines.append(f"| {CAPACITIES[capacity]} | " + " | ".join(cells) + " |")
    parts = [
        INTRO.format(since=SINCE.isoformat()),
        "## The matrix\n",
        "\n".join(lines) + "\n",
        "## The blocks\n",
        "".join(f"- `{block.value}` {BLOCKS[block]}\n" for block in Block),
        "## The levels\n",
        "".join(f"- `{level.value}` {LEVELS[level]}\n" for level in Level),
        "## What allows each cell\n",
        _bases(),
    ]
    return "\n".join(parts)


def _bases() -> str:
    lines = []
    for capacity, row in MATRIX.items():
        used = dict.fromkeys(cell.basis for cell in row.values() if cell.level is not Level.NOTHING)
        said = "; ".join(
            f"{BASES[basis]} ({', '.join(b.value for b, c in row.items() if c.basis == basis)})"
            for basis in used
        )
        lines.append(f"- **{CAPACITIES[capacity]}**: {said or BASES['nothing']}\n")
    return "".join(lines)
