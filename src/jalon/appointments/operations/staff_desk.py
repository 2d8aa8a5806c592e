from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.appointments.events import DeskStaffed
from jalon.appointments.models import Desk, DeskSeat
from jalon.appointments.rules import HOLD_DESK
from jalon.journal.record import record


@transaction.atomic
def staff_desk(*, desk: Desk, hats: Sequence[Affiliation], by: Actor, at: datetime) -> Desk:
    """Say who holds the desk from today on. Appointments that are booked stay. Raises Denied."""
    HOLD_DESK.require(by, desk)
    desk = Desk.objects.select_for_update().get(pk=desk.pk)
    wanted = {hat.pk for hat in hats if hat.organisation_id == desk.organisation_id}
    seats = DeskSeat.objects.filter(desk=desk, ended_on=None)
    held = set(seats.values_list("affiliation_id", flat=True))
    if held == wanted:
        return desk
    seats.exclude(affiliation_id__in=wanted).update(ended_on=by.today)
    DeskSeat.objects.bulk_create(
        DeskSeat(desk=desk, affiliation_id=pk, started_on=by.today) for pk in sorted(wanted - held)
    )
    record(DeskStaffed(organisation_id=desk.organisation_id, desk_id=desk.pk), by=by, at=at)
    return desk
