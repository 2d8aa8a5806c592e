from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.entry.events import OrientationNotified
from jalon.entry.models import Notice, Orientation
from jalon.entry.seating import unseat_officer
from jalon.journal.record import record


@transaction.atomic
def announce_orientation(
    *, orientation: Orientation, by: Actor | None, at: datetime
) -> Orientation:
    """Write down that the e-mail of a decision has left; the dossier closes to its officer.

    The platform acts (`by` is None), once the message is gone. Twice changes nothing.
    """
    orientation = Orientation.objects.select_for_update(of=("self",)).get(pk=orientation.pk)
    if orientation.decided_at is None or orientation.notified_at:
        return orientation
    orientation.notified_at, orientation.notified_how = at, Notice.EMAIL
    orientation.save(update_fields=["notified_at", "notified_how"])
    fact = OrientationNotified(
        dossier_id=orientation.dossier_id, orientation_id=orientation.pk, status=Notice.EMAIL
    )
    record(fact, by=by, at=at)
    unseat_officer(orientation.dossier_id, orientation.taken_by_id, at)
    return orientation
