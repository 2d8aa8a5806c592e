from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.appointments import outbox
from jalon.appointments.drafting import Meeting, check, drafted, renew_link
from jalon.appointments.events import AppointmentProposed
from jalon.appointments.models import Appointment, AppointmentState, MessageKind
from jalon.appointments.rules import WRITE_APPOINTMENTS
from jalon.appointments.ways import require_way
from jalon.dossiers.models import Dossier
from jalon.journal.record import record


@transaction.atomic
def propose_appointment(
    *, dossier: Dossier, meeting: Meeting, is_told: bool, by: Actor, at: datetime
) -> Appointment:
    """Invite the person to choose an hour, by a link of her own. Nothing is booked.

    `is_told`: a message leaves; else the link goes by letter, or in hand. What she had asked for is
    answered by it. Raises NotInTeam, NoWay, Denied.
    """
    WRITE_APPOINTMENTS.require(by, dossier)
    check(dossier, meeting, by)
    appointment = drafted(dossier, meeting, state=AppointmentState.INVITED, by=by, at=at)
    renew_link(appointment, at=at)
    if is_told:
        require_way(dossier.person_id)
        outbox.tell(appointment, MessageKind.INVITED, at=at)
    fact = AppointmentProposed(
        dossier_id=dossier.pk, appointment_id=appointment.pk, nature=appointment.kind
    )
    record(fact, by=by, at=at)
    return appointment
