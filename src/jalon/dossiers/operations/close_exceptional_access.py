from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import ExceptionalAccessClosed
from jalon.dossiers.models import ExceptionalAccess
from jalon.dossiers.rules.ways_in import CLOSE_EXCEPTIONAL_ACCESS
from jalon.journal.record import record


@transaction.atomic
def close_exceptional_access(
    *, access: ExceptionalAccess, by: Actor, at: datetime
) -> ExceptionalAccess:
    """Close one's own access before its time; twice changes nothing. Raises Denied."""
    CLOSE_EXCEPTIONAL_ACCESS.require(by, access)

    access = ExceptionalAccess.objects.select_for_update(of=("self",)).get(pk=access.pk)
    if access.closed_at:
        return access
    access.closed_at = at
    access.save(update_fields=["closed_at"])

    fact = ExceptionalAccessClosed(dossier_id=access.dossier_id, access_id=access.pk)
    record(fact, by=by, at=at)
    return access
