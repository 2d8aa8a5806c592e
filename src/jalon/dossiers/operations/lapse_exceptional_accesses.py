from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import ExceptionalAccessClosed
from jalon.dossiers.models import ExceptionalAccess
from jalon.journal.record import record


@transaction.atomic
def lapse_exceptional_accesses(*, by: Actor | None, at: datetime) -> int:
    """Write down that accesses whose minutes have passed are closed, and tell the open screens.

    Rights stopped at that instant already. Returns how many.
    """
    locked = ExceptionalAccess.objects.select_for_update(skip_locked=True, of=("self",))
    over = list(locked.filter(closed_at=None, expires_at__lte=at).order_by("dossier_id", "pk"))
    for access in over:
        access.closed_at = access.expires_at
        access.save(update_fields=["closed_at"])
        fact = ExceptionalAccessClosed(dossier_id=access.dossier_id, access_id=access.pk)
        record(fact, by=by, at=at)
    return len(over)
