from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appointments import outbox
from jalon.appointments.changing import locked
from jalon.appointments.events import (
    AppointmentAttended,
    AppointmentExcused,
    AppointmentMissed,
)
from jalon.appointments.models import PRESENCES, Appointment, AppointmentState
from jalon.appointments.rules import SETTLE_APPOINTMENT
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class NotYet(Refused):
    """Its hour has not come, or it has none: nobody knows who will be there."""


@transaction.atomic
def settle_appointment(
    *, appointment: Appointment, presence: str, by: Actor, at: datetime
) -> Appointment:
    """Say whether the person was there, excused or not. It may be corrected; nothing follows by
    itself from an absence. Raises NotYet, Denied.
    """
    SETTLE_APPOINTMENT.require(by, appointment)
    appointment = locked(appointment)
    if appointment.state == presence:
        return appointment
    is_settled = appointment.state in {AppointmentState.BOOKED, *PRESENCES}
    if not is_settled or appointment.starts_at is None or appointment.starts_at > at:
        raise NotYet(_("La présence se note quand l’heure du rendez-vous est venue."))
    appointment.state = AppointmentState(presence)
    appointment.settled_at, appointment.settled_by_id = at, by.affiliation_id
    appointment.save(update_fields=["state", "settled_at", "settled_by"])
    appointment.links.filter(ended_at=None).update(ended_at=at)
    outbox.drop(appointment, at=at)
    record(_fact(appointment), by=by, at=at)
    return appointment


def _fact(appointment: Appointment) -> AppointmentAttended | AppointmentExcused | AppointmentMissed:
    same = {"dossier_id": appointment.dossier_id, "appointment_id": appointment.pk}
    if appointment.state == AppointmentState.EXCUSED:
        return AppointmentExcused(**same)
    if appointment.state == AppointmentState.MISSED:
        return AppointmentMissed(**same)
    if appointment.wall is None:
        raise ValueError(f"appointment {appointment.pk} has no hour, nobody can have come")
    held_on = appointment.wall.date()
    return AppointmentAttended(**same, held_on=held_on, is_lead=appointment.with_lead)
