from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.events import DossierOpened
from jalon.dossiers.models import Dossier, Education, Household, Membership, Rights, TeamRole, Work
from jalon.dossiers.rules import OPEN_DOSSIER
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.people.models import Contact, Person


class DossierAlreadyOpen(Refused):
    """The person already has an open dossier: one person, one dossier."""


@transaction.atomic
def open_dossier(*, person: Person, by: Actor, at: datetime) -> Dossier:
    """Open the one dossier of a person; whoever opens it becomes their référent.

    Raises DossierAlreadyOpen, Denied.
    """
    OPEN_DOSSIER.require(by, person)

    dossier_id = Dossier.objects.reserve_id()
    try:
        with transaction.atomic():  # the database, not a look beforehand, settles a race
            seat = Membership.objects.create(
                dossier_id=dossier_id,
                organisation_id=by.organisation_id,
                affiliation_id=by.affiliation_id,
                role=TeamRole.REFERENT,
                started_on=by.today,
            )
            dossier = Dossier.objects.create(
                pk=dossier_id, person=person, referent=seat, opened_at=at
            )
    except IntegrityError as error:
        raise DossierAlreadyOpen(_("Un dossier est déjà ouvert pour cette personne.")) from error
    Contact.objects.get_or_create(person=person)
    for block in (Household, Rights, Education, Work):
        block.objects.create(dossier=dossier)

    fact = DossierOpened(dossier_id=dossier.pk, person_id=person.pk, membership_id=seat.pk)
    record(fact, by=by, at=at)
    return dossier
