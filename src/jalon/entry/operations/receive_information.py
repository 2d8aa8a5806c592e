from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import Competence
from jalon.accounts.models import Organisation
from jalon.dossiers.models import Dossier
from jalon.entry.events import InformationReceived
from jalon.entry.models import Orientation
from jalon.entry.rules import RECEIVE_INFORMATION, orients
from jalon.entry.seating import due_on
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer


class CannotBeOriented(Refused):
    """The body does not orient, the day is to come, or somebody is orienting the person already."""


@transaction.atomic
def receive_information(
    *, dossier: Dossier, organisation: Organisation, received_on: date, by: Actor, at: datetime
) -> Orientation:
    """Have a person oriented by a body that knows of her since a day: six weeks run from it.

    An officer of that body who asks has it in hand at once. Raises CannotBeOriented, Denied.
    """
    RECEIVE_INFORMATION.require(by, dossier)
    if Competence.ORIENT not in organisation.competences:
        raise CannotBeOriented(_("Cet organisme n’oriente pas."))
    if received_on > by.today:
        raise CannotBeOriented(_("L’information ne peut pas avoir été reçue après aujourd’hui."))
    if dossier.closed_at:
        raise CannotBeOriented(_("Ce dossier est clos."))
    is_mine = organisation.pk == by.organisation_id and orients.holds(by, None)
    weeks = integer("strategy.orientation_weeks", on=by.today)
    try:
        with transaction.atomic():
            orientation = Orientation.objects.create(
                dossier=dossier,
                organisation=organisation,
                received_on=received_on,
                due_on=due_on(received_on, weeks),
                taken_by_id=by.affiliation_id if is_mine else None,
                taken_at=at if is_mine else None,
            )
    except IntegrityError as error:
        raise CannotBeOriented(_("Une orientation est déjà en cours.")) from error

    fact = InformationReceived(
        dossier_id=dossier.pk, orientation_id=orientation.pk, received_on=received_on
    )
    record(fact, by=by, at=at)
    return orientation
