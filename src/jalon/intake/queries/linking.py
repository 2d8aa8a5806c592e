"""Recognising the people of a list among those already known, on exact keys only.

Keys: the organisation's own file number, the NIR through its keyed HMAC, the France Travail
identifier, and the allocataire number together with birth date and first name. Never a name
alone. Two keys that point to two people, or a key whose person has neither the name nor the
birth date of the line, are reported: nothing is guessed.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jalon.intake.queries.any_of import any_of
from jalon.intake.reading.words import plain
from jalon.people.models import Identifier, IdentifierKind, Person
from jalon.vault.sealing import fingerprint

Values = dict[str, Any]
KIND_OF = {
    "file_id": IdentifierKind.FILE,
    "france_travail_id": IdentifierKind.FRANCE_TRAVAIL,
    "benefit_number": IdentifierKind.BENEFIT,
}


@dataclass(frozen=True, slots=True)
class Link:
    """Who a line is: a known person, nobody known (0), or the code of why it cannot be said."""

    person_id: int = 0
    problem: str = ""
    key: str = ""  # the field that the problem is about


@dataclass(frozen=True, slots=True)
class _Known:
    """What is compared of someone already known."""

    names: frozenset[str]
    first_name: str
    born: tuple[int | None, int | None, int | None]


NOBODY = Link()


def link_lines(lines: Sequence[Values], issuer_id: int) -> list[Link]:
    """One answer per line, in order; four statements whatever their number."""
    numbers = _numbers(lines, issuer_id)
    by_nir = _by_nir(lines)
    found = set(by_nir.values()) | {person for people in numbers.values() for person in people}
    known = _known(found) if found else {}
    return [_link(values, numbers, by_nir, known) for values in lines]


def nir_fingerprint(values: Values) -> bytes | None:
    """The keyed HMAC under which a line's NIR is matched; None when it has none.

    It is worked out once and kept among the values of the line (`nir_print`, in hexadecimal).
    """
    if "nir" not in values:
        return None
    if "nir_print" not in values:
        values["nir_print"] = fingerprint("nir", values["nir"]).hex()
    return bytes.fromhex(values["nir_print"])


def first_name(text: str) -> str:
    """The first of the first names, as it is compared."""
    return plain(text).split(" ")[0]


def _numbers(lines: Sequence[Values], issuer_id: int) -> dict[tuple[str, str], set[int]]:
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for code, kind in KIND_OF.items():
        asked = {values[code] for values in lines if code in values}
        if not asked:
            continue
        rows = Identifier.objects.filter(any_of("value", asked), kind=kind)
        if kind == IdentifierKind.FILE:
            rows = rows.filter(issuer_id=issuer_id)
        for value, person_id in rows.values_list("value", "person_id"):
            found[code, value].add(person_id)
    return found


def _by_nir(lines: Sequence[Values]) -> dict[bytes, int]:
    asked = [print_ for values in lines if (print_ := nir_fingerprint(values))]
    if not asked:
        return {}
    rows = Person.objects.filter(any_of("nir_fingerprint", asked)).values_list(
        "nir_fingerprint", "pk"
    )
    return {bytes(print_): pk for print_, pk in rows if print_}


def _known(people: set[int]) -> dict[int, _Known]:
    rows = Person.objects.filter(any_of("pk", people)).values_list(
        "pk", "first_names", "birth_name", "usage_name", "birth_year", "birth_month", "birth_day"
    )
    return {
        pk: _Known(
            frozenset({plain(birth_name), plain(usage_name)} - {""}),
            first_name(first_names),
            (year, month, day),
        )
        for pk, first_names, birth_name, usage_name, year, month, day in rows
    }


def _link(
    values: Values,
    numbers: dict[tuple[str, str], set[int]],
    by_nir: dict[bytes, int],
    known: dict[int, _Known],
) -> Link:
    found: dict[int, str] = {}
    for code in ("file_id", "france_travail_id"):
        for person_id in numbers.get((code, values.get(code, "")), ()):
            found.setdefault(person_id, code)
    print_ = nir_fingerprint(values)
    if print_ in by_nir:
        found.setdefault(by_nir[print_], "nir")
    for person_id in numbers.get(("benefit_number", values.get("benefit_number", "")), ()):
        if _is_same_member(values, known[person_id]):
            found.setdefault(person_id, "benefit_number")
    if len(found) > 1:
        return Link(problem="ambiguous", key=next(iter(found.values())))
    for person_id, code in found.items():
        if _is_somebody_else(values, known[person_id]):
            return Link(problem="other_person", key=code)
        return Link(person_id=person_id)
    return NOBODY


def _is_same_member(values: Values, someone: _Known) -> bool:
    """A household shares its allocataire number: the birth date and the first name tell who."""
    born = tuple(values["birth_date"])
    return someone.born == born and someone.first_name == first_name(values["first_names"])


def _is_somebody_else(values: Values, someone: _Known) -> bool:
    names = {plain(values[code]) for code in ("last_name", "birth_name") if code in values}
    return not names & someone.names and someone.born != tuple(values["birth_date"])
