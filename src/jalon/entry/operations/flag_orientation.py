from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.entry.events import OrientationFlagged
from jalon.entry.models import Orientation
from jalon.journal.record import record


@transaction.atomic
def flag_orientation(*, orientation: Orientation, by: Actor | None, at: datetime) -> Orientation:
    """Flag for France Travail an orientation whose legal delay has passed (CASF, D.262-65-2).

    The platform acts, once; the body that was to orient may still decide.
    """
    orientation = Orientation.objects.select_for_update(of=("self",)).get(pk=orientation.pk)
    if orientation.decided_at or orientation.flagged_at:
        return orientation
    orientation.flagged_at = at
    orientation.save(update_fields=["flagged_at"])

    fact = OrientationFlagged(dossier_id=orientation.dossier_id, orientation_id=orientation.pk)
    record(fact, by=by, at=at)
    return orientation
