"""What a text says that it should not, in context: classes, and the very words."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from jalon.wording.lexicon import CODES, Lexicon, lexicon
from jalon.wording.numbers import numbers_in
from jalon.wording.phrases import Phrase
from jalon.wording.tokens import Words, words_of

NEAR: Final = 5  # words on each side in which surroundings count


@dataclass(frozen=True, slots=True)
class Found:
    """One place of a text that a class is about."""

    code: str
    start: int
    end: int


def find(text: str) -> list[Found]:
    """Every place to look at again, in the order of the text; none for most texts."""
    known, words = lexicon(), words_of(text)
    found = [Found(code, start, end) for code, start, end in numbers_in(text)]
    standing = list(known.words.found(words))
    if standing:
        harmless = _Harmless(known, words)
        found += [
            Found(known.class_of_group[phrase.owner], words.starts[first], words.ends[last])
            for phrase, first, last in standing
            if not harmless.around(phrase, first, last)
        ]
    return _merged(found)


class _Harmless:
    """Where the surroundings stand in this text: one look for all groups of words."""

    def __init__(self, known: Lexicon, words: Words) -> None:
        self._sentences = words.sentences
        self._near = known.harmless_near
        self._spans: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for phrase, first, last in known.surroundings.found(words):
            self._spans[phrase.owner].append((first, last, phrase.side))

    def around(self, phrase: Phrase, first: int, last: int) -> bool:
        return any(
            self._is_near(self._spans[owner], first, last)
            for owner in self._near[phrase.owner]
            if owner in self._spans
        )

    def _is_near(self, spans: list[tuple[int, int, str]], first: int, last: int) -> bool:
        sentence = self._sentences[first]
        for at in range(bisect_left(spans, (first - 2 * NEAR, -1, "")), len(spans)):
            start, end, side = spans[at]
            if start > last + NEAR:
                return False
            if end < first - NEAR or self._sentences[start] != sentence:
                continue
            if (side == "<" and end >= first) or (side == ">" and start <= last):
                continue
            return True
        return False


def _merged(found: Iterable[Found]) -> list[Found]:
    """Places of one class that overlap are one place."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda each: (CODES.index(each.code), each.start, -each.end)):
        last = kept[-1] if kept else None
        if last and last.code == one.code and one.start < last.end:
            kept[-1] = Found(one.code, last.start, max(last.end, one.end))
        else:
            kept.append(one)
    return sorted(kept, key=lambda each: (each.start, each.end))
