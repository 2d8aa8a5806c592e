from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.appointments.changing import book
from jalon.appointments.links import opened
from jalon.appointments.models import Appointment, BookingLink


@transaction.atomic
def book_appointment_by_link(
    *, link: BookingLink, starts_at: datetime, by: Actor | None, at: datetime
) -> Appointment:
    """The holder of the link chooses an hour, or another one. The same again changes nothing.

    Raises LinkOver, SlotTaken, TooLate.
    """
    return book(opened(link, at=at), starts_at, by=by, at=at)
