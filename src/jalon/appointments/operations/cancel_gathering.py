from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appointments.changing import TooLate, cancel, is_open, locked
from jalon.appointments.events import GatheringCancelled
from jalon.appointments.models import Appointment, AppointmentState, CancelGround, Gathering
from jalon.appointments.rules import CANCEL_GATHERING
from jalon.journal.record import record


@transaction.atomic
def cancel_gathering(*, gathering: Gathering, by: Actor, at: datetime) -> Gathering:
    """It does not take place: each person expected is told, and who would receive is free again.

    Twice changes nothing. Raises TooLate, Denied.
    """
    CANCEL_GATHERING.require(by, gathering)
    gathering = (
        Gathering.objects.select_for_update(of=("self",))
        .select_related("desk")
        .get(pk=gathering.pk)
    )
    if gathering.cancelled_at:
        return gathering
    if gathering.starts_at <= at:
        raise TooLate(_("Cette réunion est passée : elle ne s’annule plus."))
    gathering.cancelled_at = at
    gathering.save(update_fields=["cancelled_at"])
    gathering.hosts.update(is_held=False)
    coming = Appointment.objects.filter(
        seat__gathering=gathering, state=AppointmentState.BOOKED
    ).order_by("pk")
    for one in [locked(one) for one in coming]:
        if is_open(one, at):
            cancel(one, CancelGround.UNAVAILABLE, by=by, at=at)
    body = gathering.desk.organisation_id
    record(GatheringCancelled(organisation_id=body, gathering_id=gathering.pk), by=by, at=at)
    return gathering
