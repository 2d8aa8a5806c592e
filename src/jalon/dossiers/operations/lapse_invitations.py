from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import InvitationExpired
from jalon.dossiers.models import Invitation, InvitationState
from jalon.journal.record import record


@transaction.atomic
def lapse_invitations(*, by: Actor | None, at: datetime) -> int:
    """Write down that invitations whose time has passed are over: how many."""
    locked = Invitation.objects.select_for_update(skip_locked=True, of=("self",))
    over = locked.filter(state=InvitationState.PENDING, expires_at__lte=at)
    lapsed = list(over.order_by("dossier_id", "pk"))
    for invitation in lapsed:
        invitation.state, invitation.closed_at = InvitationState.EXPIRED, at
        invitation.save(update_fields=["state", "closed_at"])
        fact = InvitationExpired(dossier_id=invitation.dossier_id, invitation_id=invitation.pk)
        record(fact, by=by, at=at)
    return len(lapsed)
