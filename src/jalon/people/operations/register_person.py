from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Organisation
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.people.events import PersonRegistered
from jalon.people.models import Identifier, IdentifierKind, Person
from jalon.people.queries import Identity, Keys
from jalon.people.rules import REGISTER_PERSON


class PersonAlreadyKnown(Refused):
    """One of these numbers belongs to somebody already written down."""


@transaction.atomic
def register_person(
    *, public_id: UUID, identity: Identity, keys: Keys, by: Actor, at: datetime
) -> Person:
    """Write down somebody that nobody knew, with the numbers they are known by.

    `public_id` is chosen by the caller, so that the same request sent twice is one person.
    Raises PersonAlreadyKnown, Denied.
    """
    REGISTER_PERSON.require(by, None)
    invented = Organisation.objects.filter(pk=by.organisation_id, is_synthetic=True).exists()
    try:
        with transaction.atomic():  # the database, not a look beforehand, settles a race
            person = Person.objects.create(
                public_id=public_id,
                nir=keys.nir or None,
                nir_fingerprint=keys.nir_fingerprint,
                is_synthetic=invented,
                registered_by_id=by.affiliation_id,
                **asdict(identity),
            )
            _keep_numbers(person, keys, by)
    except IntegrityError as error:
        raise PersonAlreadyKnown(_("Cette personne vient d’être enregistrée.")) from error

    record(PersonRegistered(person_id=person.pk), by=by, at=at)
    return person


def _keep_numbers(person: Person, keys: Keys, by: Actor) -> None:
    if keys.file_number:
        Identifier.objects.create(
            person=person,
            kind=IdentifierKind.FILE,
            issuer_id=by.organisation_id,
            value=keys.file_number,
        )
    if keys.france_travail:
        Identifier.objects.create(
            person=person, kind=IdentifierKind.FRANCE_TRAVAIL, value=keys.france_travail
        )
