"""Numbers that must not be in a text: social security (NIR), bank accounts, bank cards.

Recognised by their shape and their key, however they are spaced. Each scan looks a bounded way
ahead of each digit: linear, whatever the text.
"""

import re
from collections.abc import Iterator
from typing import Final

from stdnum import iban, luhn
from stdnum.exceptions import ValidationError
from stdnum.fr import nir

# Groups of digits (and the A or B of Corsica) with one or two separators between them.
RUN: Final = re.compile(r"(?<![0-9A-Za-z])\d(?:[ .\u00a0\u202f/-]{0,2}[0-9AaBb])*")
DEPARTMENTS_OF_CORSICA: Final = ("2A", "2B")
ACCOUNT: Final = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{2}\d{2}(?=[ \u00a0\u202f-]?[0-9A-Za-z])")
WITHOUT_SEPARATORS: Final = str.maketrans("", "", " \u00a0\u202f-")
# Letters and digits of an account number, by country (registry of the IBAN, 2026).
LENGTHS: Final = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
    "DZ": 26, "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 24, "HR": 21, "HU": 28,
    "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MA": 28, "MC": 27,
    "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24,
    "SM": 27, "SN": 28, "TN": 24, "TR": 26,
}  # fmt: skip
GAP: Final = r"[ \u00a0\u202f.-]?"
DOMESTIC: Final = re.compile(
    rf"(?<![0-9A-Za-z])(\d{{5}}){GAP}(\d{{5}}){GAP}([0-9A-Za-z]{{11}}){GAP}(\d{{2}})(?![0-9A-Za-z])"
)
LETTERS_AS_DIGITS: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
CARD: Final = re.compile(r"4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}")
SHORT_CARD: Final = re.compile(r"3[47]\d{13}")


def numbers_in(text: str) -> Iterator[tuple[str, int, int]]:
    """(class, start, end) of each number that must not be there."""
    accounts = [*_accounts(text), *_domestic_accounts(text)]
    yield from accounts
    text = _without(text, accounts)  # their digits are no other number
    for run in RUN.finditer(text):
        yield from _in_run(run.group(), run.start())


def _without(text: str, accounts: list[tuple[str, int, int]]) -> str:
    """The text, each account blanked, every other sign at its place."""
    pieces, at = [], 0
    for _class, start, end in sorted(accounts, key=lambda one: one[1]):
        pieces += [text[at:start], "_" * (end - max(at, start))]
        at = max(at, end)
    return "".join([*pieces, text[at:]])


def _in_run(run: str, start: int) -> Iterator[tuple[str, int, int]]:
    places = [at for at, sign in enumerate(run) if sign.isalnum()]
    compact = "".join(run[at] for at in places).upper()
    # A number begins and ends with a group: digits that touch others are another number's.
    begins = [at for at, place in enumerate(places) if not at or places[at - 1] != place - 1]
    ends = {at - 1 for at in begins} | {len(places) - 1}
    free_from = 0
    for at in begins:
        if at < free_from:
            continue
        for length in (16, 15, 13):
            if at + length - 1 in ends and (code := _code(compact[at : at + length])):
                yield code, start + places[at], start + places[at + length - 1] + 1
                free_from = at + length
                break


def _code(number: str) -> str | None:
    if len(number) == 16:
        return "bank" if CARD.fullmatch(number) and luhn.is_valid(number) else None
    if is_nir(number):
        return "nir"
    return "bank" if SHORT_CARD.fullmatch(number) and luhn.is_valid(number) else None


def is_nir(number: str) -> bool:
    """Fifteen signs with a right key, or the thirteen without it whose parts are possible."""
    department = number[5:7]
    if number[:1] not in "123478":
        return False
    if not (department.isdigit() or department in DEPARTMENTS_OF_CORSICA):
        return False
    if not f"{number[:5]}{number[7:]}".isdigit():
        return False
    if len(number) == 15:
        return _has_right_key(number) and bool(nir.is_valid(number))
    month, rank = int(number[3:5]), number[10:13]
    possible = 1 <= month <= 12 or 20 <= month <= 42 or month >= 50
    return len(number) == 13 and possible and department != "00" and rank != "000"


def _has_right_key(number: str) -> bool:
    """The key alone: it clears nearly all numbers, fifty times faster than the whole check."""
    counted = number[:13].replace("2A", "19").replace("2B", "18")
    return number[13:].isdigit() and 97 - int(counted) % 97 == int(number[13:])


def _accounts(text: str) -> Iterator[tuple[str, int, int]]:
    for match in ACCOUNT.finditer(text):
        length = LENGTHS.get(match.group()[:2].upper())
        if length is None:
            continue
        start = match.start()
        compact = text[start : start + 2 * length].translate(WITHOUT_SEPARATORS)[:length]
        if len(compact) == length and compact.isalnum() and _is_iban(compact):
            end = _end_of(text, start, length)
            if end == len(text) or not text[end].isalnum():
                yield "bank", start, end


def _end_of(text: str, start: int, length: int) -> int:
    """Where the last of so many letters and digits stands."""
    at = start
    while length:
        length -= text[at].isalnum()
        at += 1
    return at


def _is_iban(number: str) -> bool:
    if int("".join(str(int(sign, 36)) for sign in f"{number[4:]}{number[:4]}")) % 97 != 1:
        return False
    try:
        iban.validate(number, check_country=False)
    except ValidationError:
        return False
    return True


def _domestic_accounts(text: str) -> Iterator[tuple[str, int, int]]:
    for match in DOMESTIC.finditer(text):
        if _is_domestic(*match.groups()):
            yield "bank", match.start(), match.end()


def _is_domestic(bank: str, desk: str, account: str, key: str) -> bool:
    """The French RIB: two digits of key over bank, desk and account."""
    digits = account.upper().translate(LETTERS_AS_DIGITS)
    return (89 * int(bank) + 15 * int(desk) + 3 * int(digits) + int(key)) % 97 == 0
