"""Words and figures as they are written in the language of the reader."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache, wraps
from operator import attrgetter
from typing import Any, TypeVar

import phonenumbers
from babel import Locale
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from django.db.models import Choices
from django.utils.translation import get_language

Made = TypeVar("Made")
UNBREAKABLE = re.compile(r" (?=[:;?!»])|(?<=«) ")
FRENCH = re.compile(r"\+33[1-79]\d{8}", re.ASCII)
NO_CENTS = re.compile(r"[.,]00(?!\d)")
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def locale() -> str:
    """The reader's language, as Babel names it (`fr` or `en`)."""
    return (get_language() or "fr").split("-")[0]


def once_per_language(make: Callable[[], Made]) -> Callable[[], Made]:
    """What `make()` gives is made once in each language; nobody changes it."""
    kept: dict[str, Made] = {}

    @wraps(make)
    def made() -> Made:
        language = locale()
        if language not in kept:
            kept[language] = make()
        return kept[language]

    return made


@lru_cache(256)
def _labels(choices: type[Choices], language: str) -> dict[Any, str]:
    return {code: str(label) for code, label in choices.choices}


def label(choices: type[Choices], code: Any) -> str:
    """The label of a code, in the reader's language: as `choices(code).label`, translated once."""
    return _labels(choices, locale())[code]


@lru_cache(8)
def _babel(language: str) -> Locale:
    return Locale.parse(language)


@lru_cache(4096)
def _typeset(text: str) -> str:
    return APOSTROPHE.sub("’", UNBREAKABLE.sub("\N{NO-BREAK SPACE}", text))


def typeset(text: str) -> str:
    """A French sentence of a page with its no-break spaces and apostrophes: « a » : l’an ?"""
    return _typeset(text) if locale() == "fr" else text


def number(value: float | Decimal) -> str:
    """`12345.6` → `12 345,6` in French."""
    return _number(value, locale())


@lru_cache(4096)  # counts and days: the same few on every page
def _number(value: float | Decimal, language: str) -> str:
    return format_decimal(value, locale=_babel(language))


def euros(value: float | Decimal) -> str:
    """`1200` → `1 200 €`, `1200.5` → `1 200,50 €` in French: cents where there are some."""
    said = format_currency(value, "EUR", locale=_babel(locale()))
    return said if value % 1 else NO_CENTS.sub("", said)


def plural(count: int, one: str, many: str) -> str:
    """`one` for 0 and 1 as French wants it, else `many`; the number itself goes before."""
    return f"{number(count)}\N{NO-BREAK SPACE}{one if abs(count) < 2 else many}"


def sorting_key(text: str) -> str:
    """French alphabetical order: without accents or case; œ and æ as two letters."""
    spread = str(text).casefold().replace("œ", "oe").replace("æ", "ae")
    letters = unicodedata.normalize("NFKD", spread)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def french_sort(items: Iterable[Any], attribute: str = "") -> list[Any]:
    """The items in French alphabetical order, by themselves or by an attribute (`a.b` allowed)."""
    read = attrgetter(attribute) if attribute else str
    return sorted(items, key=lambda item: sorting_key(read(item)))


def listing(items: Iterable[Any]) -> str:
    """`["a", "b", "c"]` → `a, b et c`."""
    return format_list([str(item) for item in items], locale=_babel(locale()))


def phone(value: str) -> str:
    """A telephone number as people read it aloud, `03 87 00 00 00`; unchanged if not understood."""
    if FRENCH.fullmatch(value):  # nearly all of them, and the library takes its time
        digits = f"0{value[3:]}"
        return " ".join(digits[at : at + 2] for at in range(0, 10, 2))
    try:
        parsed = phonenumbers.parse(value, "FR")
    except phonenumbers.NumberParseException:
        return value
    style = phonenumbers.PhoneNumberFormat
    at_home = parsed.country_code == 33
    return phonenumbers.format_number(parsed, style.NATIONAL if at_home else style.INTERNATIONAL)
