from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.appointments.events import DeskClosed
from jalon.appointments.models import Desk
from jalon.appointments.rules import HOLD_DESK
from jalon.journal.record import record


@transaction.atomic
def close_desk(*, desk: Desk, by: Actor, at: datetime) -> Desk:
    """Nobody is received there any more. Appointments that are booked stay. Raises Denied."""
    HOLD_DESK.require(by, desk)
    desk = Desk.objects.select_for_update().get(pk=desk.pk)
    if desk.ended_on is None:
        desk.ended_on = by.today
        desk.save(update_fields=["ended_on"])
        desk.seats.filter(ended_on=None).update(ended_on=by.today)
        record(DeskClosed(organisation_id=desk.organisation_id, desk_id=desk.pk), by=by, at=at)
    return desk
