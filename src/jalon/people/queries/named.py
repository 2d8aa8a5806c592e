"""Recognise a person in what someone types: a name in any order, a year or a date of birth."""

import re
import unicodedata
from typing import Final

from django.db.models import Q, Value

from jalon.territories.models import PlainText

LONGEST: Final = 100  # characters read; the rest of what was typed is ignored
MOST_WORDS: Final = 8
SPACES: Final = re.compile(r"[\s'’ʼ‘`´\-‐‑‒–—,;.]+")
DATE: Final = re.compile(r"(?<!\d)(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})(?!\d)")
YEAR: Final = re.compile(r"\b(?:18[89]|19\d|20\d|210)\d\b")


def named(typed: str, prefix: str = "", name: str = "") -> Q:
    """The people whose names hold every word typed, whatever the order, and born then if it says.

    Accents, case, hyphens and apostrophes do not count; neither does one slip in a word of four
    letters or more. A person whose day or month of birth is unknown matches a whole date of their
    year. `prefix` is the way to the person from the table asked, such as "person__"; `name`, the
    expression that holds their `plain_name` when it is not the column itself. A condition, not a
    right: narrow what the reader may read first.
    """
    text = unicodedata.normalize("NFC", typed[:LONGEST])
    condition = Q()
    for day, month, year in DATE.findall(text):
        condition &= _born(prefix, int(year), int(month), int(day))
    for word in _words(DATE.sub(" ", text)):
        if YEAR.fullmatch(word):
            condition &= Q(**{f"{prefix}birth_year": int(word)})
        else:
            condition &= _holds(name or f"{prefix}plain_name", word)
    return condition


def _words(text: str) -> list[str]:
    pieces = (re.sub(r"\W", "", piece) for piece in SPACES.split(text))
    return [piece for piece in pieces if piece][:MOST_WORDS]


def _born(prefix: str, year: int, month: int, day: int) -> Q:
    same_month = Q(**{f"{prefix}birth_month": min(month, 99)}) | Q(**{f"{prefix}birth_month": None})
    same_day = Q(**{f"{prefix}birth_day": min(day, 99)}) | Q(**{f"{prefix}birth_day": None})
    return Q(**{f"{prefix}birth_year": year}) & same_month & same_day


def _holds(name: str, word: str) -> Q:
    """Each alternative can be answered by the trigram index of the names."""
    if len(word) < 4:
        return Q(**{f"{name}__regex": PlainText(Value(rf"\m{word}"))})
    plain = PlainText(Value(word))
    slips = PlainText(Value(rf"\m({'|'.join(slipped(word))})"))
    return (
        Q(**{f"{name}__contains": plain})
        | Q(**{f"{name}__trigram_word_similar": plain})
        | Q(**{f"{name}__regex": slips})
    )


def slipped(word: str) -> list[str]:
    """Patterns of the word with one slip: two letters swapped, one missing, replaced or too many.

    A missing letter may be a space ("obrien"). Short words allow fewer slips, or everybody would
    be found. The first letter is trusted. Likeness of trigrams finds longer words with two slips.
    """
    inside = range(1, len(word) - 1)
    slips = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in inside]
    slips += [word[:at] + "." + word[at:] for at in range(1, len(word))]
    if len(word) >= 5:
        slips += [word[:at] + "." + word[at + 1 :] for at in inside]
    if len(word) >= 6:
        slips += [word[:at] + word[at + 1 :] for at in inside]
    return list(dict.fromkeys(slips))
