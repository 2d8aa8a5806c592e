from datetime import datetime

from django.db import transaction
from django.db.models import Q

from jalon.accounts.actor import Actor
from jalon.appointments.changing import cancel, is_open, locked
from jalon.appointments.models import (
    WAITING,
    Appointment,
    AppointmentState,
    BookingLink,
    CancelGround,
    Message,
)
from jalon.appointments.rules import WRITE_APPOINTMENTS
from jalon.dossiers.models import Dossier


@transaction.atomic
def cancel_appointments(*, dossier: Dossier, is_told: bool, by: Actor, at: datetime) -> int:
    """Cancel all that was to come with a person whose support ends; how many that was.

    Unless `is_told`, nothing leaves for her address any more, and her links lead nowhere.
    Raises Denied.
    """
    WRITE_APPOINTMENTS.require(by, dossier)
    booked = Q(state=AppointmentState.BOOKED, starts_at__gt=at)
    coming = Appointment.objects.filter(Q(state__in=WAITING) | booked, dossier=dossier)
    held = [locked(one) for one in coming.order_by("pk")]
    cancelled = [
        cancel(one, CancelGround.NOT_NEEDED, by=by, at=at) for one in held if is_open(one, at)
    ]
    if not is_told:
        waiting = Message.objects.filter(dossier=dossier, told_at=None, dropped_at=None)
        waiting.update(dropped_at=at)
        BookingLink.objects.filter(dossier=dossier, ended_at=None).update(ended_at=at)
    return len(cancelled)
