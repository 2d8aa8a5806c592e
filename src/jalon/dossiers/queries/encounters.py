"""The open dossier of somebody whom a professional has in front of them, and may not read."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from jalon.accounts.actor import Actor
from jalon.dossiers.queries.namesakes import is_same_person
from jalon.people.queries import Identity, Keys, recognised


@dataclass(frozen=True)
class Met:
    """A dossier, by its two numbers, and nothing of what it holds."""

    pk: int
    public_id: UUID


def dossier_met(actor: Actor, identity: Identity, keys: Keys) -> Met | None:
    """The one open dossier with this exact number, this name and this birth date, or nothing.

    Asked of `jalon_dossiers_met` (config.policy). What does not agree, and what does not exist,
    are answered alike.
    """
    people = {person.pk: person for person in recognised(actor, keys)}
    asked: list[bytes | str | int | None] = [keys.nir_fingerprint, keys.france_travail or None]
    asked += [actor.organisation_id, keys.file_number or None]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM jalon_dossiers_met(%s, %s, %s, %s)", asked)
        rows = cursor.fetchall()
    found = [
        Met(pk, public_id)
        for pk, public_id, person_id in rows
        if person_id in people and is_same_person(people[person_id], identity)
    ]
    return found[0] if len(found) == 1 and len(people) == 1 else None
