"""The situations of the tests of lists. Everybody here is invented."""

import io
from collections.abc import Sequence
from typing import Any, BinaryIO

from django.utils import timezone

from jalon.accounts.actor import Actor
from jalon.accounts.models import AffiliationRole
from jalon.intake.models import ListLine, ListState, PeopleList
from jalon.intake.operations import (
    apply_list,
    check_list,
    correct_line,
    map_columns,
    receive_list,
    recognise_line,
    request_application,
)
from tests.factories import actor

TITLES = (
    "Identifiant dans le SI;Prénom;Nom;Date de naissance;Téléphone;E-mail;Adresse;Code postal;"
    "Ville;Situation;Numéro allocataire;Identifiant France Travail;Droits RSA;RQTH;Code ROME;"
    "Niveau de formation;Structure;Accompagnateurs;NIR"
).split(";")
NIR = "295109912611193"
ZOE = {
    "Identifiant dans le SI": "SI-1",
    "Prénom": "Zoé",
    "Nom": "Lefèvre",
    "Date de naissance": "01/10/1995",
    "Téléphone": "06 39 98 01 23",
    "E-mail": "zoe@exemple.fr",
    "Adresse": "3 rue de la Gare",
    "Code postal": "57000",
    "Ville": "Metz",
    "Situation": "En formation",
    "Numéro allocataire": "1234567",
    "Identifiant France Travail": "1234567A",
    "Droits RSA": "Droit ouvert versable",
    "RQTH": "Non",
    "Code ROME": "K1304",
    "Niveau de formation": "CAP, BEP",
    "NIR": NIR,
}
KARIM = {
    "Identifiant dans le SI": "SI-2",
    "Prénom": "Karim",
    "Nom": "Lefèvre",
    "Date de naissance": "00/05/1990",
    "Téléphone": "06 39 98 01 23",
    "E-mail": "zoe@exemple.fr",
    "Numéro allocataire": "1234567",
}


def file_of(*people: dict[str, str]) -> BinaryIO:
    rows = [TITLES, *([person.get(title, "") for title in TITLES] for person in people)]
    return io.BytesIO("\n".join(";".join(row) for row in rows).encode())


def sender(**fields: Any) -> Actor:
    """The manager of a conseil départemental."""
    return actor(role=AffiliationRole.MANAGER, **fields)


def received(*people: dict[str, str], by: Actor, name: str = "liste.csv") -> PeopleList:
    return receive_list(file=file_of(*people), name=name, by=by, at=timezone.now())


def checked(*people: dict[str, str], by: Actor, name: str = "liste.csv") -> PeopleList:
    found = received(*people, by=by, name=name)
    mapped = map_columns(people_list=found, mapping=found.mapping, by=by, at=timezone.now())
    return check_list(people_list=mapped, by=by, at=timezone.now())


def applied(*people: dict[str, str], by: Actor) -> PeopleList:
    return apply_now(checked(*people, by=by), by)


def apply_now(found: PeopleList, by: Actor) -> PeopleList:
    asked = request_application(people_list=found, by=by, at=timezone.now())
    return apply_list(people_list=asked, by=by, at=timezone.now())


def correct_now(found: PeopleList, by: Actor, line: int, cells: dict[int, str]) -> ListLine:
    """What the page does of a correction, then what it leaves to the worker."""
    at = timezone.now()
    row = correct_line(people_list=found, line=line, cells=cells, by=by, at=at)
    if row.people_list.state == ListState.CORRECTING:
        row = recognise_line(people_list=found, by=by, at=at)
    return row


def outcomes(found: PeopleList) -> dict[str, int]:
    """The counts that are not zero, without the totals."""
    names: Sequence[str] = (
        "new", "reopened", "differs", "linked", "unchanged", "known", "refused",
    )  # fmt: skip
    return {name: found.counts[name] for name in names if found.counts[name]}
