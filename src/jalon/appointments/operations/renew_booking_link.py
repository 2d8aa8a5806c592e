from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appointments import outbox
from jalon.appointments.changing import TooLate, is_open, locked
from jalon.appointments.drafting import renew_link
from jalon.appointments.events import BookingLinkRenewed
from jalon.appointments.models import Appointment, AppointmentState, MessageKind
from jalon.appointments.rules import CHANGE_APPOINTMENT
from jalon.appointments.ways import require_way
from jalon.journal.record import record


@transaction.atomic
def renew_booking_link(
    *, appointment: Appointment, is_told: bool, by: Actor, at: datetime
) -> Appointment:
    """Give the person a new link; the one before, lost or in other hands, opens nothing any more.

    `is_told`: a message leaves; else the link goes by letter, or in hand. The hour stays, and its
    reminder. Raises TooLate, NoWay, Denied.
    """
    CHANGE_APPOINTMENT.require(by, appointment)
    appointment = locked(appointment)
    if appointment.state == AppointmentState.ASKED or not is_open(appointment, at):
        raise TooLate(_("Ce rendez-vous n’a pas de lien à renvoyer : il est passé ou annulé."))
    renew_link(appointment, at=at)
    is_booked = appointment.state == AppointmentState.BOOKED
    if is_told:
        require_way(appointment.dossier.person_id)
        outbox.tell(appointment, MessageKind.BOOKED if is_booked else MessageKind.INVITED, at=at)
        if is_booked:
            outbox.remind(appointment, at=at)
    fact = BookingLinkRenewed(dossier_id=appointment.dossier_id, appointment_id=appointment.pk)
    record(fact, by=by, at=at)
    return appointment
