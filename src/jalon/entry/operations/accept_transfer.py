from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.events import ReferentChanged
from jalon.entry.events import InformationReceived, ReferentRequestAnswered, TransferAccepted
from jalon.entry.models import ReferentRequestState, Transfer, TransferState
from jalon.entry.rules import ACCEPT_TRANSFER
from jalon.entry.seating import due_on
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.kernel.ids import uuid7
from jalon.parameters.queries import integer
from jalon.vault.sealing import seal


class TransferOver(Refused):
    """It was withdrawn or answered, the référent changed, or the dossier is closed."""


@transaction.atomic
def accept_transfer(*, transfer: Transfer, by: Actor, at: datetime) -> Transfer:
    """Take on a person who moves here: her whole former team leaves now, and a new clock starts.

    The seat of the référent is the body's, without a name yet, and an orientation waits in its
    queue; the history stays in the dossier, and what waited there for an answer has one. The
    database moves it all in one statement: whoever accepts reads nothing of the dossier before.
    Raises TransferOver, Denied.
    """
    ACCEPT_TRANSFER.require(by, transfer)
    transfer = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    moved = transfer.state == TransferState.PENDING and _moved(transfer, by, at)
    if not moved:
        raise TransferOver(_("Ce transfert n’attend plus de réponse."))
    seat_id, orientation_id, request_id = moved
    transfer.state = TransferState.ACCEPTED
    transfer.answered_by_id, transfer.answered_at = by.affiliation_id, at
    transfer.save(update_fields=["state", "answered_by", "answered_at"])

    changed = ReferentChanged(
        dossier_id=transfer.dossier_id,
        membership_id=seat_id,
        previous_membership_id=transfer.seat_id,
    )
    record(changed, by=by, at=at)
    record(TransferAccepted(dossier_id=transfer.dossier_id, transfer_id=transfer.pk), by=by, at=at)
    begun = InformationReceived(
        dossier_id=transfer.dossier_id, orientation_id=orientation_id, received_on=by.today
    )
    record(begun, by=by, at=at)
    if request_id:
        status = ReferentRequestState.ACCEPTED
        record(ReferentRequestAnswered(request_id=request_id, status=status), by=by, at=at)
    return transfer


def _moved(transfer: Transfer, by: Actor, at: datetime) -> tuple[int, int, int | None] | None:
    """The numbers of the new seat, of the orientation, and of what she had asked about her référent
    if anything; None when it is too late.
    """
    words = _(
        "Le dossier vous suit dans un autre territoire. Une nouvelle équipe vous accompagne, et"
        " votre orientation y sera décidée à nouveau."
    )
    due = due_on(by.today, integer("strategy.orientation_weeks", on=by.today))
    values = (transfer.pk, by.affiliation_id, at, by.today, due, uuid7(), uuid7(), seal(words))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seat, orientation, request FROM jalon_move(%s, %s, %s, %s, %s, %s, %s, %s)",
            values,
        )
        return cursor.fetchone()
