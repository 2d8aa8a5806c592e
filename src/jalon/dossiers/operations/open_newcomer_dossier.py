from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations.open_dossier import open_dossier
from jalon.dossiers.queries import writable
from jalon.dossiers.queries.namesakes import is_same_person
from jalon.dossiers.rules import OPEN_DOSSIER
from jalon.kernel.errors import Refused
from jalon.people.models import Person
from jalon.people.operations import register_person
from jalon.people.queries import Identity, Keys, recognised


class NumbersDisagree(Refused):
    """The numbers given belong to somebody else, or to several people; the sentence is silent."""


@transaction.atomic
def open_newcomer_dossier(
    *, public_id: UUID, identity: Identity, keys: Keys, by: Actor, at: datetime
) -> Dossier:
    """Open the dossier of somebody met for the first time: their identity and it, or neither.

    `public_id`, chosen when the form was shown, makes the same form sent twice one dossier.
    Somebody recognised on an exact key is not written down again, nor changed in any way.
    Raises NumbersDisagree, DossierAlreadyOpen, PersonAlreadyKnown, Denied.
    """
    OPEN_DOSSIER.require(by, None)
    _wait_for_the_same_request(public_id)
    already = writable(by).filter(person__public_id=public_id, closed_at=None).first()
    if already:
        return already
    person = _recognise(by, identity, keys) or register_person(
        public_id=public_id, identity=identity, keys=keys, by=by, at=at
    )
    return open_dossier(person=person, by=by, at=at)


def _wait_for_the_same_request(public_id: UUID) -> None:
    """A form sent several times at once: the first opens, the others then see what it opened."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"newcomer/{public_id}"]
        )


def _recognise(by: Actor, identity: Identity, keys: Keys) -> Person | None:
    """A number alone opens nobody's file: the name and the birth date must say the same."""
    people = recognised(by, keys)
    if not people:
        return None
    if len(people) > 1 or not is_same_person(people[0], identity):
        raise NumbersDisagree(
            _(
                "Ces numéros n’ont pas pu être gardés. Vérifiez-les. S’ils sont justes, écrivez "
                "au conseil départemental."
            )
        )
    return people[0]
