"""What one writing changes of another, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

WORD: Final = re.compile(r"\s+|[^\s]+")
SAME, REMOVED, ADDED = "same", "removed", "added"


@dataclass(frozen=True)
class Piece:
    """Words that stayed, left or came."""

    kind: str
    text: str


def changed_words(before: str, after: str) -> list[Piece]:
    """The later text whole, with what left where it stood; spaces follow their words."""
    was, becomes = WORD.findall(before), WORD.findall(after)
    found: list[Piece] = []
    matcher = SequenceMatcher(None, was, becomes, autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what == "equal":
            found.append(Piece(SAME, "".join(was[first:last])))
            continue
        if first != last:
            found.append(Piece(REMOVED, "".join(was[first:last])))
        if start != end:
            found.append(Piece(ADDED, "".join(becomes[start:end])))
    return found
