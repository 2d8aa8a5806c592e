from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.appointments.changing import cancel, locked
from jalon.appointments.models import Appointment
from jalon.appointments.rules import CHANGE_APPOINTMENT


@transaction.atomic
def cancel_appointment(
    *, appointment: Appointment, ground: str, by: Actor | PersonActor, at: datetime
) -> Appointment:
    """Cancel, and say why. Twice changes nothing. Raises TooLate, Denied."""
    CHANGE_APPOINTMENT.require(by, appointment)
    return cancel(locked(appointment), ground, by=by, at=at)
