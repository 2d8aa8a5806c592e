"""Recognising what each column holds from its title."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jalon.intake.reading.fields import FIELDS
from jalon.intake.reading.words import plain

SYNONYMS = {synonym: field.code for field in FIELDS for synonym in field.synonyms}


@dataclass(frozen=True)
class HeaderReport:
    """What the titles tell: `guesses[i]` is the field of column i, "" when not recognised."""

    guesses: tuple[str, ...]
    duplicates: tuple[str, ...]  # titles written several times
    nameless: tuple[int, ...]  # columns (counted from 0) without a title


def recognised(titles: Sequence[str]) -> int:
    """How many titles name a known field."""
    return sum(field_of(title) != "" for title in titles)


def field_of(title: str) -> str:
    """The field a title names, or "". Parentheses and asterisks are passed over when needed."""
    word = plain(title)
    if word in SYNONYMS:
        return SYNONYMS[word]
    return SYNONYMS.get(plain(title.split("(")[0]), "")


def read_headers(titles: Sequence[str]) -> HeaderReport:
    """Guess each column once: of two columns naming the same field, the first has it."""
    taken: set[str] = set()
    guesses = []
    for title in titles:
        code = field_of(title)
        if code == "phone" and "phone" in taken:
            code = "phone_2"
        guesses.append("" if code in taken else code)
        taken.add(code)
    counts = Counter(plain(title) for title in titles if plain(title))
    duplicates = dict.fromkeys(t.strip() for t in titles if counts.get(plain(t), 0) > 1)
    nameless = tuple(n for n, title in enumerate(titles) if not title.strip())
    return HeaderReport(tuple(guesses), tuple(duplicates), nameless)


def header_fingerprint(titles: Sequence[str]) -> str:
    """The same for two files whose columns have the same titles in the same order."""
    return hashlib.sha256("\x1f".join(plain(title) for title in titles).encode()).hexdigest()
