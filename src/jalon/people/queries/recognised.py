"""Somebody already known, recognised on exact keys only: never on a name."""

from dataclasses import dataclass
from typing import Any

from jalon.accounts.actor import Actor
from jalon.people.models import Person
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
    """The people who bear at least one of these keys, whoever may read them: show nothing.

    Asked of `jalon_recognised` (config.policy): the one question about everybody that a page may
    ask, and only with an exact key in hand.
    """
    statement = "SELECT * FROM jalon_recognised(%s, %s, %s, %s)"
    asked: list[Any] = [keys.nir_fingerprint, keys.france_travail or None]
    asked += [actor.organisation_id, keys.file_number or None]
    return list(Person.objects.raw(statement, asked))
