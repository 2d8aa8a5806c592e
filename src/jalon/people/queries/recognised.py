"""Somebody already known, recognised on exact keys only: never on a name."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from jalon.accounts.actor import Actor
from jalon.people.models import Identifier, IdentifierKind, Person
from jalon.vault.sealing import fingerprint


@dataclass(frozen=True)
class Identity:
    """A person as the civil registry knows them; what is not known is empty or None."""

    first_names: str
    birth_name: str
    usage_name: str = ""
    sex: str = "U"
    birth_year: int | None = None
    birth_month: int | None = None
    birth_day: int | None = None
    birth_place: str = ""
    birth_country: str = ""


@dataclass(frozen=True)
class Keys:
    """The numbers that belong to one person alone; empty when not given.

    `nir`: its first 13 characters. `file_number`: in the system of the actor's organisation.
    """

    nir: str = ""
    france_travail: str = ""
    file_number: str = ""

    @property
    def nir_fingerprint(self) -> bytes | None:
        return fingerprint("nir", self.nir) if self.nir else None


def recognised(actor: Actor, keys: Keys) -> list[Person]:
    """The people who bear at least one of these keys, whoever may read them: show nothing."""
    asked = Q(pk__in=[])
    if keys.nir:
        asked |= Q(nir_fingerprint=keys.nir_fingerprint)
    if keys.france_travail:
        asked |= Q(_bears(kind=IdentifierKind.FRANCE_TRAVAIL, value=keys.france_travail))
    if keys.file_number:
        own = {"issuer_id": actor.organisation_id, "value": keys.file_number}
        asked |= Q(_bears(kind=IdentifierKind.FILE, **own))
    return list(Person.objects.filter(asked).order_by("pk"))


def _bears(**number: object) -> Exists:
    return Exists(Identifier.objects.filter(person=OuterRef("pk"), **number))
