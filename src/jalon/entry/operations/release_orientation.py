from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.entry.answering import AlreadyDecided
from jalon.entry.events import OrientationReleased
from jalon.entry.models import Orientation
from jalon.entry.rules import RELEASE_ORIENTATION
from jalon.entry.seating import unseat_officer
from jalon.journal.record import record


@transaction.atomic
def release_orientation(*, orientation: Orientation, by: Actor, at: datetime) -> Orientation:
    """Give an orientation back to one's colleagues, undecided; the dossier closes to its officer.

    Raises AlreadyDecided, Denied.
    """
    RELEASE_ORIENTATION.require(by, orientation)

    orientation = Orientation.objects.select_for_update(of=("self",)).get(pk=orientation.pk)
    RELEASE_ORIENTATION.require(by, orientation)  # again: a colleague may have taken it meanwhile
    if orientation.decided_at:
        raise AlreadyDecided(_("La décision est prise : il reste à la remettre à la personne."))
    orientation.taken_by, orientation.taken_at = None, None
    orientation.save(update_fields=["taken_by", "taken_at"])
    for seat in unseat_officer(orientation.dossier_id, by.affiliation_id, at):
        fact = OrientationReleased(dossier_id=orientation.dossier_id, membership_id=seat)
        record(fact, by=by, at=at)
    return orientation
