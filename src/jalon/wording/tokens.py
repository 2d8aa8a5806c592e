"""A text as words: folded (no accent, no case), with where they stand and in which sentence."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

WORD: Final = re.compile(r"[^\W_]+")
ENDS_SENTENCE: Final = re.compile(r"[.!?;\n]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text, side by side in lists."""

    folded: list[str]
    written: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """`Séropositivité` → `seropositivite`; œ and æ as two letters."""
    spread = word.lower().replace("œ", "oe").replace("æ", "ae")
    if spread.isascii():
        return spread
    letters = unicodedata.normalize("NFKD", spread)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words_of(text: str) -> Words:
    """Every word of a text, in order."""
    folded, written, starts, ends, sentences = [], [], [], [], []
    sentence, last = 0, 0
    for match in WORD.finditer(text):
        start, end = match.span()
        if not (start - last == 1 and text[last] == " ") and ENDS_SENTENCE.search(
            text, last, start
        ):
            sentence += 1
        word = match.group()
        folded.append(fold(word))
        written.append(word)
        starts.append(start)
        ends.append(end)
        sentences.append(sentence)
        last = end
    return Words(folded, written, starts, ends, sentences)
