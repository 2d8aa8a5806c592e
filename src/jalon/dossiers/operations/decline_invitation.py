from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import InvitationDeclined
from jalon.dossiers.models import Invitation, InvitationState
from jalon.dossiers.rules.ways_in import DECLINE_INVITATION
from jalon.journal.record import record


@transaction.atomic
def decline_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> Invitation:
    """Say no to a place that one is offered; twice changes nothing. Raises Denied."""
    DECLINE_INVITATION.require(by, invitation)

    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.state != InvitationState.PENDING:
        return invitation
    invitation.state, invitation.closed_at = InvitationState.DECLINED, at
    invitation.save(update_fields=["state", "closed_at"])

    fact = InvitationDeclined(dossier_id=invitation.dossier_id, invitation_id=invitation.pk)
    record(fact, by=by, at=at)
    return invitation
