"""Identities certified by FranceConnect, as the tests make them: everybody here is invented."""

from typing import Any

from jalon.accounts.models import IdentityProvider, Vouched
from jalon.people.models import Person
from jalon.people.queries import Pivot
from tests.factories import PersonFactory, TerritoryFactory

PIVOT = {
    "birth_name": "LE-GOFF",
    "first_names": "Camille Rose",
    "sex": "F",
    "birth_date": "1984-05-03",
    "birth_place": "57463",
    "birth_country": "99100",
}
CAMILLE = {
    "birth_name": "Le Goff",
    "first_names": "Camille",
    "sex": "F",
    "birth_year": 1984,
    "birth_month": 5,
    "birth_day": 3,
    "birth_place": "Metz",
}


def pivot(**changes: str) -> Pivot:
    return Pivot(**{**PIVOT, **changes})


def camille(**changes: Any) -> Person:
    person: Person = PersonFactory(**{**CAMILLE, **changes})
    return person


def metz() -> None:
    region = TerritoryFactory(kind="region", code="44", name="Grand Est")
    department = TerritoryFactory(kind="department", code="57", name="Moselle")
    within = {"region": region, "department": department}
    TerritoryFactory(kind="commune", code="57463", name="Metz", other_codes=["57111"], **within)


def by_franceconnect(subject: str = "camille") -> Vouched:
    return Vouched(IdentityProvider.FRANCECONNECT, "https://fc.example", "", subject, "eidas1")
