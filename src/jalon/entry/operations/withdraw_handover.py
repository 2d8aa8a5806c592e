from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.entry.events import HandoverWithdrawn
from jalon.entry.models import Handover, HandoverState
from jalon.entry.rules import WITHDRAW_HANDOVER
from jalon.journal.record import record


@transaction.atomic
def withdraw_handover(*, handover: Handover, by: Actor, at: datetime) -> Handover:
    """Take a proposal back before it is answered; answered, it stays as it is. Raises Denied."""
    WITHDRAW_HANDOVER.require(by, handover)

    handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if handover.state != HandoverState.PENDING:
        return handover
    handover.state, handover.answered_at = HandoverState.WITHDRAWN, at
    handover.save(update_fields=["state", "answered_at"])

    fact = HandoverWithdrawn(dossier_id=handover.dossier_id, handover_id=handover.pk)
    record(fact, by=by, at=at)
    return handover
