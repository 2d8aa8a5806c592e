from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from jalon.accounts.actor import PersonActor
from jalon.appointments.drafting import Meeting, drafted
from jalon.appointments.events import AppointmentAsked
from jalon.appointments.models import Appointment, AppointmentState
from jalon.appointments.rules import ASK_APPOINTMENT
from jalon.dossiers.models import Dossier
from jalon.journal.record import record

USUAL: Final = 45  # minutes, until whoever answers says otherwise


@transaction.atomic
def ask_appointment(
    *, dossier: Dossier, kind: str, mode: str, by: PersonActor, at: datetime
) -> Appointment:
    """The person asks her référent for an appointment; asked twice, it waits once.

    Raises Denied.
    """
    ASK_APPOINTMENT.require(by, dossier)
    waiting = dossier.appointments.filter(state=AppointmentState.ASKED).first()
    if waiting is not None:
        return waiting
    seat = dossier.referent
    hats = (seat.affiliation,) if seat.affiliation else ()
    meeting = Meeting(kind=kind, mode=mode, minutes=USUAL, hats=hats)
    try:
        with transaction.atomic():
            appointment = drafted(
                dossier, meeting, state=AppointmentState.ASKED, host=seat.organisation, by=by, at=at
            )
    except IntegrityError as error:
        if "one_asked_appointment_at_once" not in str(error):
            raise
        return dossier.appointments.get(state=AppointmentState.ASKED)
    fact = AppointmentAsked(
        dossier_id=dossier.pk, appointment_id=appointment.pk, nature=appointment.kind
    )
    record(fact, by=by, at=at)
    return appointment
