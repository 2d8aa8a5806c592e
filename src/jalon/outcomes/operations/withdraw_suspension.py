from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.outcomes.events import SuspensionWithdrawn
from jalon.outcomes.models import Suspension
from jalon.outcomes.rules import WITHDRAW_SUSPENSION


@transaction.atomic
def withdraw_suspension(*, suspension: Suspension, by: Actor, at: datetime) -> Suspension:
    """It was a mistake, or its dates were: it never was, and no clock moves. Raises Denied."""
    WITHDRAW_SUSPENSION.require(by, suspension.dossier)
    suspension = Suspension.objects.select_for_update(of=("self",)).get(pk=suspension.pk)
    if suspension.withdrawn_at:
        return suspension
    suspension.withdrawn_at = at
    suspension.save(update_fields=["withdrawn_at"])
    fact = SuspensionWithdrawn(dossier_id=suspension.dossier_id, suspension_id=suspension.pk)
    record(fact, by=by, at=at)
    return suspension
