from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import InvitationWithdrawn
from jalon.dossiers.models import Invitation, InvitationState
from jalon.dossiers.rules.ways_in import WITHDRAW_INVITATION
from jalon.journal.record import record


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> Invitation:
    """Take back a place that was offered; twice changes nothing. Raises Denied."""
    WITHDRAW_INVITATION.require(by, invitation)

    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.state != InvitationState.PENDING:
        return invitation
    invitation.state, invitation.closed_at = InvitationState.WITHDRAWN, at
    invitation.save(update_fields=["state", "closed_at"])

    fact = InvitationWithdrawn(dossier_id=invitation.dossier_id, invitation_id=invitation.pk)
    record(fact, by=by, at=at)
    return invitation
