"""What a list says of people already known that their dossier does not say.

An empty cell says nothing. A phone or an e-mail is added to those known, never put in their place.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from jalon.dossiers.models import Dossier
from jalon.intake.queries.any_of import any_of
from jalon.intake.reading.words import plain
from jalon.people.models import Identifier
from jalon.vault.sealing import fingerprint

Values = dict[str, Any]

# Fields that are one field of one block: list field -> (block, model field).
SIMPLE = {
    "sex": ("identity", "sex"),
    "birth_place": ("identity", "birth_place"),
    "situation": ("work", "situation"),
    "rome": ("work", "sought_rome"),
    "rsa": ("rights", "rsa"),
    "rqth": ("rights", "has_rqth"),
    "are": ("rights", "has_are"),
    "ass": ("rights", "has_ass"),
    "activity_bonus": ("rights", "has_activity_bonus"),
    "education_level": ("education", "level"),
}
ADDRESS = {
    "address": "address_line",
    "address_extra": "address_extra",
    "postal_code": "postal_code",
    "city": "city",
}
NUMBERS = {"benefit_number": "benefit", "france_travail_id": "france_travail"}
TEXTS = frozenset({"birth_place"})  # compared without accents nor case


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a dossier: the values it has and those it would have, by model field.

    `said` is what the list alone says, when that is less than `proposed` (one phone more).
    """

    dossier_id: int
    field: str
    block: str
    current: dict[str, Any]
    proposed: dict[str, Any]
    said: Any = None

    def value_fingerprint(self) -> bytes:
        """The same whenever the same list says the same of the same field."""
        said = self.proposed if self.said is None else self.said
        return fingerprint("proposal", orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode())


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Someone recognised who has an open dossier: its blocks as they stand, and their numbers."""

    dossier_id: int
    blocks: dict[str, dict[str, Any]]
    numbers: Mapping[str, set[str]]


# What is compared, by block: where it is from the dossier, and its fields.
COMPARED = {
    "identity": (
        "person__",
        "first_names birth_name usage_name sex birth_year birth_month birth_day birth_place",
    ),
    "contact": (
        "person__contact__",
        "phones emails address_line address_extra postal_code city",
    ),
    "rights": ("rights__", "rsa has_rqth has_are has_ass has_activity_bonus"),
    "work": ("work__", "situation sought_rome"),
    "education": ("education__", "level"),
}
PLACES = [
    (block, name, f"{path}{name}")
    for block, (path, names) in COMPARED.items()
    for name in names.split()
]


def known_people(person_ids: set[int], issuer_id: int) -> dict[int, KnownPerson]:
    """Those of them who have an open dossier, in two statements."""
    if not person_ids:
        return {}
    numbers: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = Identifier.objects.filter(any_of("person_id", person_ids)).values_list(
        "person_id", "kind", "issuer_id", "value"
    )
    for person_id, kind, issuer, value in rows:
        if kind != "file" or issuer == issuer_id:
            numbers[person_id][kind].add(value)
    found = Dossier.objects.filter(any_of("person_id", person_ids), closed_at=None).values_list(
        "pk", "person_id", *(place for _block, _name, place in PLACES)
    )
    return {
        person_id: KnownPerson(pk, _blocks(values), numbers[person_id])
        for pk, person_id, *values in found
    }


def _blocks(values: list[Any]) -> dict[str, dict[str, Any]]:
    blocks: dict[str, dict[str, Any]] = {block: {} for block in COMPARED}
    for (block, name, _place), value in zip(PLACES, values, strict=True):
        blocks[block][name] = value
    return blocks


def differences(values: Values, known: KnownPerson) -> list[Difference]:
    """What the line says otherwise, field by field."""
    return [
        Difference(known.dossier_id, *found)
        for found in (
            *_identity(values, known.blocks["identity"]),
            *_simple(values, known.blocks),
            *_contact(values, known.blocks["contact"]),
            *_numbers(values, known),
        )
    ]


Found = list[tuple[Any, ...]]  # what follows `dossier_id` in a Difference


def _identity(values: Values, person: Values) -> Found:
    found: Found = []
    if plain(values["first_names"]) != plain(person["first_names"]):
        found.append(_one("first_names", "identity", "first_names", person, values["first_names"]))
    said = family_names(values)
    known = {plain(person["birth_name"]), plain(person["usage_name"])}
    if plain(said["birth_name"]) not in known and "birth_name" not in values:
        found.append(_one("last_name", "identity", "usage_name", person, said["birth_name"]))
    elif "birth_name" in values:
        for name in ("birth_name", "usage_name"):
            if said[name] and plain(said[name]) != plain(person[name]):
                found.append(_one(name, "identity", name, person, said[name]))
    born = dict(zip(("birth_year", "birth_month", "birth_day"), values["birth_date"], strict=True))
    current = {name: person[name] for name in born}
    if born != current and not _less_precise(born, current):
        found.append(("birth_date", "identity", current, born))
    return found


def family_names(values: Values) -> dict[str, str]:
    """Birth name and usage name of a line: a list with one name gives the name of birth."""
    last, birth = values["last_name"], values.get("birth_name")
    if birth is None:
        return {"birth_name": last, "usage_name": ""}
    return {"birth_name": birth, "usage_name": last if plain(last) != plain(birth) else ""}


def _less_precise(born: dict[str, Any], current: dict[str, Any]) -> bool:
    """A year alone adds nothing to the whole date of the same year."""
    return all(born[name] in (None, current[name]) for name in born)


def _one(field: str, block: str, name: str, row: Any, value: Any) -> tuple[Any, ...]:
    return field, block, {name: row[name]}, {name: value}


def _simple(values: Values, blocks: dict[str, Values]) -> Found:
    found: Found = []
    for field, (block, name) in SIMPLE.items():
        if field not in values:
            continue
        current, said = blocks[block][name], values[field]
        same = plain(current) == plain(said) if field in TEXTS else current == said
        if not same:
            found.append(_one(field, block, name, blocks[block], said))
    return found


def _contact(values: Values, contact: Values) -> Found:
    found: Found = []
    for field, name, said in (
        ("phone", "phones", phones(values)),
        ("email", "emails", [values["email"]] if "email" in values else []),
    ):
        current = contact[name]
        known = current.lower().split("\n")
        new = [each for each in said if each.lower() not in known]
        if new:
            both = "\n".join(filter(None, [current, *new]))
            found.append((field, "contact", {name: current}, {name: both}, new))
    said_address = {name: values[field] for field, name in ADDRESS.items() if field in values}
    current_address = {name: contact[name] for name in said_address}
    if any(plain(said_address[name]) != plain(current_address[name]) for name in said_address):
        found.append(("address", "contact", current_address, said_address))
    return found


def phones(values: Values) -> list[str]:
    """All the numbers of a line, each once."""
    written = "\n".join(values[code] for code in ("phone", "phone_2") if code in values)
    return list(dict.fromkeys(filter(None, written.split("\n"))))


def _numbers(values: Values, known: KnownPerson) -> Found:
    found: Found = []
    for field, kind in NUMBERS.items():
        has = known.numbers.get(kind, set())
        if field in values and has and values[field] not in has:
            found.append((field, "numbers", {kind: sorted(has)[0]}, {kind: values[field]}))
    return found


def missing_numbers(values: Values, known: KnownPerson) -> list[tuple[str, str]]:
    """Numbers that nobody had yet given for this person: added, for they replace nothing."""
    has = known.numbers
    found = [
        (kind, values[field])
        for field, kind in NUMBERS.items()
        if field in values and not has.get(kind)
    ]
    if "file_id" in values and values["file_id"] not in has.get("file", set()):
        found.append(("file", values["file_id"]))
    return found
