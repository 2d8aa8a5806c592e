from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import JoinExpired
from jalon.dossiers.models import JoinRequest, JoinState
from jalon.journal.record import record


@transaction.atomic
def lapse_join_requests(*, by: Actor | None, at: datetime) -> int:
    """Write down that requests whose time has passed are over: how many."""
    locked = JoinRequest.objects.select_for_update(skip_locked=True, of=("self",))
    over = locked.filter(state=JoinState.PENDING, expires_at__lte=at)
    lapsed = list(over.order_by("dossier_id", "pk"))
    for request in lapsed:
        request.state, request.decided_at = JoinState.EXPIRED, at
        request.save(update_fields=["state", "decided_at"])
        fact = JoinExpired(dossier_id=request.dossier_id, request_id=request.pk)
        record(fact, by=by, at=at)
    return len(lapsed)
