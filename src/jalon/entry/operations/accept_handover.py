from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.events import ReferentChanged
from jalon.dossiers.models import Membership
from jalon.entry.events import HandoverAccepted
from jalon.entry.models import Handover, HandoverState
from jalon.entry.rules import ACCEPT_HANDOVER
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.kernel.ids import uuid7


class HandoverOver(Refused):
    """It was withdrawn or answered, somebody else became the référent, or the dossier is closed."""


@transaction.atomic
def accept_handover(*, handover: Handover, by: Actor, at: datetime) -> Membership:
    """Become the référent: exactly one at any time. The former one stays as co-adviser.

    The database itself moves the seats, in one statement: whoever accepts reads nothing of the
    dossier before that. Raises HandoverOver, Denied.
    """
    ACCEPT_HANDOVER.require(by, handover)

    seat_id = _take_over(handover, by, at)  # it locks the dossier, then the handover
    if not seat_id:
        raise HandoverOver(_("Ce relais n’attend plus de réponse."))
    handover = Handover.objects.get(pk=handover.pk)
    handover.state, handover.answered_at = HandoverState.ACCEPTED, at
    handover.save(update_fields=["state", "answered_at"])

    changed = ReferentChanged(
        dossier_id=handover.dossier_id,
        membership_id=seat_id,
        previous_membership_id=handover.seat_id,
    )
    record(changed, by=by, at=at)
    fact = HandoverAccepted(dossier_id=handover.dossier_id, handover_id=handover.pk)
    record(fact, by=by, at=at)
    return Membership.objects.get(pk=seat_id)


def _take_over(handover: Handover, by: Actor, at: datetime) -> int | None:
    """The number of the new seat; None when it cannot be taken any more."""
    values = (handover.pk, by.affiliation_id, at, by.today, uuid7(), uuid7())
    with connection.cursor() as cursor:
        cursor.execute("SELECT jalon_take_over(%s, %s, %s, %s, %s, %s)", values)
        [(seat_id,)] = cursor.fetchall()
    return int(seat_id) if seat_id else None
