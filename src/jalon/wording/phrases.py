"""The little language of the lexicons, and its matching: bounded work at each word of a text.

A phrase is words without accents, in order. `alcooli*`: any word that begins so. `a|b`: either.
`=placé`: with these very accents, whatever the case. `^Sud`: written exactly so. `..`: up to three
words in between. Everything in one sentence.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from jalon.wording.tokens import Words, fold

GAP: Final = ".."
WIDEST_GAP: Final = 3
SHORTEST_BEGINNING: Final = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """What may stand at one place of a phrase."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    accented: frozenset[str]
    exact: frozenset[str]

    def accepts(self, words: Words, at: int) -> bool:
        folded = words.folded[at]
        if folded in self.words or (self.beginnings and folded.startswith(self.beginnings)):
            return True
        if self.accented and words.written[at].lower() in self.accented:
            return True
        return bool(self.exact) and words.written[at] in self.exact


@dataclass(frozen=True, slots=True)
class Phrase:
    """Slots in order; None is a gap. `owner`: what the phrase belongs to, an index."""

    slots: tuple[Slot | None, ...]
    owner: int
    side: str = ""  # "<" only before a word, ">" only after it


def phrases_of(lines: str, owner: int) -> list[Phrase]:
    return [_phrase(line.split(), owner) for line in lines.strip().splitlines() if line.strip()]


def _phrase(pieces: list[str], owner: int) -> Phrase:
    side = pieces.pop(0) if pieces[0] in {"<", ">"} else ""
    if GAP in (pieces[0], pieces[-1]):
        raise ValueError(f"a phrase neither begins nor ends with a gap: {' '.join(pieces)}")
    return Phrase(tuple(None if piece == GAP else _slot(piece) for piece in pieces), owner, side)


def _slot(piece: str) -> Slot:
    words, beginnings, accented, exact = set(), [], set(), set()
    for one in piece.split("|"):
        if one.endswith("*"):
            if len(one) <= SHORTEST_BEGINNING:
                raise ValueError(f"a beginning has at least three letters: {one}")
            beginnings.append(fold(one[:-1]))
        elif one.startswith("="):
            accented.add(one[1:])
        elif one.startswith("^"):
            exact.add(one[1:])
        else:
            words.add(fold(one))
    return Slot(frozenset(words), tuple(beginnings), frozenset(accented), frozenset(exact))


# A phrase to try at a word: its first slot when the word alone does not settle it, and the rest.
Entry = tuple[Phrase, Slot | None, tuple[Slot | None, ...]]


class Index:
    """Phrases by their first word, so that a word of a text meets only those that may begin."""

    def __init__(self, phrases: list[Phrase]) -> None:
        by_word: dict[str, list[Entry]] = defaultdict(list)
        by_beginning: dict[str, list[Entry]] = defaultdict(list)
        for phrase in phrases:
            first, rest = phrase.slots[0], phrase.slots[1:]
            if first is None:  # refused when the phrase was read
                continue
            for word in first.words:
                by_word[word].append((phrase, None, rest))
            for word in {fold(one) for one in first.accented | first.exact} - first.words:
                by_word[word].append((phrase, first, rest))
            for beginning in {one[:SHORTEST_BEGINNING] for one in first.beginnings}:
                by_beginning[beginning].append((phrase, first, rest))
        self._by_word = dict(by_word)
        self._by_beginning = dict(by_beginning)

    def found(self, words: Words) -> Iterator[tuple[Phrase, int, int]]:
        """Each phrase that stands in the text, with its first and its last word."""
        by_word, by_beginning = self._by_word, self._by_beginning
        for at, word in enumerate(words.folded):
            entries = by_word.get(word)
            begun = by_beginning.get(word[:SHORTEST_BEGINNING])
            if begun:
                entries = [*entries, *begun] if entries else begun
            for phrase, first, rest in entries or ():
                if first is not None and not first.accepts(words, at):
                    continue
                last = _last_word(rest, 0, words, at + 1) if rest else at
                if last is not None:
                    yield phrase, at, last


def _last_word(slots: tuple[Slot | None, ...], place: int, words: Words, at: int) -> int | None:
    """Where a phrase ends whose slots go on at this word; None when it does not stand here."""
    sentences = words.sentences
    while place < len(slots):
        slot = slots[place]
        if slot is None:
            for skipped in range(WIDEST_GAP + 1):
                last = _last_word(slots, place + 1, words, at + skipped)
                if last is not None:
                    return last
            return None
        if at >= len(sentences) or not slot.accepts(words, at):
            return None
        if sentences[at] != sentences[at - 1]:
            return None
        place, at = place + 1, at + 1
    return at - 1
