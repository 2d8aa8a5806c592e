from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.appointments.changing import book, locked
from jalon.appointments.models import Appointment
from jalon.appointments.rules import CHANGE_APPOINTMENT


@transaction.atomic
def book_appointment(
    *, appointment: Appointment, starts_at: datetime, by: Actor | PersonActor, at: datetime
) -> Appointment:
    """Give an appointment its hour, or another one. The same again changes nothing.

    The person chooses among the hours that are proposed to her. Raises SlotTaken, TooLate, Denied.
    """
    CHANGE_APPOINTMENT.require(by, appointment)
    return book(locked(appointment), starts_at, by=by, at=at)
