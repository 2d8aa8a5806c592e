from datetime import date, datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier
from jalon.entry.events import InformationReceived
from jalon.entry.models import Orientation
from jalon.entry.seating import due_on
from jalon.journal.record import record
from jalon.parameters.queries import integer


@transaction.atomic
def receive_newcomer(
    *, dossier: Dossier, received_on: date, by: Actor | None, at: datetime
) -> Orientation | None:
    """Put in the queue somebody whose dossier an orientation service opened itself, from a list.

    The platform acts: the body that orients knows of the person since that day. Nobody has it in
    hand yet. Twice changes nothing.
    """
    weeks = integer("strategy.orientation_weeks", on=received_on)
    orientation, is_new = Orientation.objects.get_or_create(
        dossier=dossier,
        defaults={
            "organisation_id": dossier.referent.organisation_id,
            "received_on": received_on,
            "due_on": due_on(received_on, weeks),
        },
    )
    if not is_new:
        return None

    fact = InformationReceived(
        dossier_id=dossier.pk, orientation_id=orientation.pk, received_on=received_on
    )
    record(fact, by=by, at=at)
    return orientation
