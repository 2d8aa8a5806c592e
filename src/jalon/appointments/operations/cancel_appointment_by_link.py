from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.appointments.changing import cancel
from jalon.appointments.links import opened
from jalon.appointments.models import Appointment, BookingLink, CancelGround


@transaction.atomic
def cancel_appointment_by_link(*, link: BookingLink, by: Actor | None, at: datetime) -> Appointment:
    """The holder of the link cannot come; the link is over with it. Raises LinkOver, TooLate."""
    return cancel(opened(link, at=at), CancelGround.PREVENTED, by=by, at=at)
