"""Who somebody vouched for by FranceConnect is, among the people written down here.

Sure when everything that the civil registry says agrees with one person and could be nobody else;
anything less is for a human, who meets them.
"""

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from django.db.models import Q

from jalon.people.models import Person, Sex
from jalon.territories.countries import FRANCE, FRENCH, ISO_OF
from jalon.territories.models import Territory
from jalon.ui.words import sorting_key

APART: Final = re.compile(r"[^a-z]+")
# What people add to the name of a commune: "Metz (57)", "Paris 12e arrondissement".
ADDED: Final = {"e", "er", "eme", "arrondissement", "cedex"}
ASKED: Final = "SELECT * FROM jalon_namesakes(%s, %s, %s, %s)"


class Agreement(StrEnum):
    """What a dossier says, beside what the civil registry says."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Pivot:
    """The identity that FranceConnect certifies, as it writes it.

    `birth_date`: 1984-05-03, with 00 where the registry has none. `birth_place`, `birth_country`:
    official codes; the place is empty for who was born abroad. `sex`: F or M.
    """

    birth_name: str
    first_names: str
    sex: str
    birth_date: str
    birth_place: str
    birth_country: str
    usage_name: str = ""

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def reconciled(pivot: Pivot) -> Person | None:
    """The one person this is, surely; None when nobody is, or when it could be another.

    Asked of `jalon_namesakes`: nobody acts yet, and what it finds is shown to nobody.
    """
    born = [int(part) for part in pivot.birth_date.split("-")]
    possible = []
    for person in Person.objects.raw(ASKED, [pivot.birth_name, *born]):
        found = set(compared(person, pivot).values())
        if Agreement.DIFFERS not in found:
            possible.append((person, found))
    if len(possible) != 1:
        return None
    [(person, found)] = possible
    return person if found == {Agreement.AGREES} else None


def compared(person: Person, pivot: Pivot) -> dict[str, Agreement]:
    """Field by field, in the order in which a human reads them."""
    return {
        "birth_name": _same(_plain(person.birth_name) == _plain(pivot.birth_name)),
        "first_names": _first_names(person, pivot),
        "sex": _known(person.sex != Sex.UNKNOWN, person.sex == pivot.sex),
        "birth_date": _birth_date(person, pivot),
        "birth_place": _birth_place(person, pivot),
    }


def _same(holds: bool) -> Agreement:
    return Agreement.AGREES if holds else Agreement.DIFFERS


def _known(is_known: Any, holds: bool) -> Agreement:
    return _same(holds) if is_known else Agreement.UNKNOWN


def _plain(text: str) -> str:
    return " ".join(APART.sub(" ", sorting_key(text)).split())


def _first_names(person: Person, pivot: Pivot) -> Agreement:
    """Many files hold only the first of the first names: that agrees, never the second alone."""
    ours, theirs = _plain(person.first_names).split(), _plain(pivot.first_names).split()
    return _known(ours, ours == theirs[: len(ours)])


def _birth_date(person: Person, pivot: Pivot) -> Agreement:
    theirs = [int(part) for part in pivot.birth_date.split("-")]
    ours = [person.birth_year, person.birth_month, person.birth_day]
    both = [(our, their) for our, their in zip(ours, theirs, strict=True) if our and their]
    if any(our != their for our, their in both):
        return Agreement.DIFFERS
    return _known(len(both) == len(ours), True)


def _birth_place(person: Person, pivot: Pivot) -> Agreement:
    country = person.birth_country
    if pivot.birth_country != FRANCE:
        iso = ISO_OF.get(pivot.birth_country)
        return _known(country and iso, country == iso)
    if country and country not in FRENCH:
        return Agreement.DIFFERS
    if person.birth_place.strip() == pivot.birth_place != "":
        return Agreement.AGREES  # the code itself was typed
    ours = [word for word in _plain(person.birth_place).split() if word not in ADDED]
    names = _names_of(pivot.birth_place)
    return _known(ours and names, " ".join(ours) in names)


def _names_of(code: str) -> set[str]:
    """The names of the commune that has, or once had, this code."""
    if not code:
        return set()
    bears = Territory.objects.communes().filter(Q(code=code) | Q(other_codes__contains=[code]))
    return {_plain(name) for name in bears.values_list("name", flat=True)}
