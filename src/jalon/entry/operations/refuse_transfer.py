from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.entry.answering import NoReason
from jalon.entry.events import TransferRefused
from jalon.entry.models import Transfer, TransferState
from jalon.entry.operations.accept_transfer import TransferOver
from jalon.entry.rules import REFUSE_TRANSFER
from jalon.journal.record import record
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "transfer.answer"


@transaction.atomic
def refuse_transfer(
    *,
    transfer: Transfer,
    reason: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Transfer:
    """Say no, and why: the person stays with her référent. Raises TransferOver, NoReason, Denied.

    Words to review come back to who writes, who may insist; nothing of the person is known here.
    """
    REFUSE_TRANSFER.require(by, transfer)
    guard.review({FIELD: reason}, insistence=insistence)
    if not reason.strip():
        raise NoReason(_("Dites pourquoi, en une phrase que la personne pourra lire."))
    transfer = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    if transfer.state != TransferState.PENDING:
        raise TransferOver(_("Ce transfert n’attend plus de réponse."))
    transfer.state, transfer.answer = TransferState.REFUSED, reason.strip()
    transfer.answered_by_id, transfer.answered_at = by.affiliation_id, at
    transfer.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    record(TransferRefused(dossier_id=transfer.dossier_id, transfer_id=transfer.pk), by=by, at=at)
    return transfer
