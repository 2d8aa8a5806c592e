from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.entry.events import TransferWithdrawn
from jalon.entry.models import Transfer, TransferState
from jalon.entry.rules import WITHDRAW_TRANSFER
from jalon.journal.record import record


@transaction.atomic
def withdraw_transfer(*, transfer: Transfer, by: Actor, at: datetime) -> Transfer:
    """Take back a transfer that waits for its answer: she does not move. Raises Denied."""
    WITHDRAW_TRANSFER.require(by, transfer)
    transfer = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    if transfer.state != TransferState.PENDING:
        return transfer
    transfer.state, transfer.answered_at = TransferState.WITHDRAWN, at
    transfer.save(update_fields=["state", "answered_at"])
    record(TransferWithdrawn(dossier_id=transfer.dossier_id, transfer_id=transfer.pk), by=by, at=at)
    return transfer
