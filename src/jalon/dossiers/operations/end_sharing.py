from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import SharingEnded
from jalon.dossiers.models import Sharing
from jalon.dossiers.rules.ways_in import END_SHARING
from jalon.journal.record import record


@transaction.atomic
def end_sharing(*, sharing: Sharing, by: Actor, at: datetime) -> Sharing:
    """Close a part that was addressed to a body; twice changes nothing. Raises Denied."""
    END_SHARING.require(by, sharing)

    sharing = Sharing.objects.select_for_update(of=("self",)).get(pk=sharing.pk)
    if sharing.ended_at:
        return sharing
    sharing.ended_at = at
    sharing.save(update_fields=["ended_at"])

    record(SharingEnded(dossier_id=sharing.dossier_id, sharing_id=sharing.pk), by=by, at=at)
    return sharing
