from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.entry.events import OrientationTaken
from jalon.entry.models import Reorientation, ReorientationState
from jalon.entry.operations.take_orientation import AlreadyInHand
from jalon.entry.rules import TAKE_REORIENTATION
from jalon.entry.seating import is_free, may_sit, seat_officer
from jalon.journal.record import record


@transaction.atomic
def take_reorientation(*, reorientation: Reorientation, by: Actor, at: datetime) -> Reorientation:
    """Take a request for another orientation in hand: the dossier opens until it is answered.

    Raises AlreadyInHand, Denied.
    """
    TAKE_REORIENTATION.require(by, reorientation)

    reorientation = Reorientation.objects.select_for_update(of=("self",)).get(pk=reorientation.pk)
    if reorientation.state != ReorientationState.PENDING or not is_free(reorientation, by):
        raise AlreadyInHand(_("Une ou un collègue a déjà pris cette demande."))
    reorientation.taken_by_id = by.affiliation_id
    reorientation.save(update_fields=["taken_by"])
    if not may_sit(reorientation.dossier_id, by):
        raise AlreadyInHand(_("Ce dossier est clos."))
    seat = seat_officer(reorientation.dossier_id, by, at)

    fact = OrientationTaken(dossier_id=reorientation.dossier_id, membership_id=seat.pk)
    record(fact, by=by, at=at)
    return reorientation
