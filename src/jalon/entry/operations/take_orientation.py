from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.entry.events import OrientationTaken
from jalon.entry.models import Orientation
from jalon.entry.rules import TAKE_ORIENTATION
from jalon.entry.seating import is_free, may_sit, seat_officer
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class AlreadyInHand(Refused):
    """A colleague has taken it, the person knows already, or the dossier is closed."""


@transaction.atomic
def take_orientation(*, orientation: Orientation, by: Actor, at: datetime) -> Orientation:
    """Take one orientation in hand: the dossier opens to this officer, until it is notified.

    Decided by somebody who has left, its letter is what remains to be done. Two officers never have
    the same one. Raises AlreadyInHand, Denied.
    """
    TAKE_ORIENTATION.require(by, orientation)

    orientation = Orientation.objects.select_for_update(of=("self",)).get(pk=orientation.pk)
    is_mine = orientation.decided_at and orientation.taken_by_id == by.affiliation_id
    if orientation.notified_at or is_mine or not is_free(orientation, by):
        raise AlreadyInHand(_("Une ou un collègue a déjà pris ce dossier."))
    orientation.taken_by_id, orientation.taken_at = by.affiliation_id, at
    orientation.save(update_fields=["taken_by", "taken_at"])
    if not may_sit(orientation.dossier_id, by):
        raise AlreadyInHand(_("Ce dossier est clos."))
    seat = seat_officer(orientation.dossier_id, by, at)

    fact = OrientationTaken(dossier_id=orientation.dossier_id, membership_id=seat.pk)
    record(fact, by=by, at=at)
    return orientation
