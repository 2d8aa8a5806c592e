from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.appointments.changing import book
from jalon.appointments.drafting import Meeting, check, drafted, renew_link
from jalon.appointments.models import Appointment, AppointmentState
from jalon.appointments.rules import WRITE_APPOINTMENTS
from jalon.dossiers.models import Dossier


@transaction.atomic
def fix_appointment(
    *, dossier: Dossier, meeting: Meeting, starts_at: datetime, by: Actor, at: datetime
) -> Appointment:
    """Book an hour that was agreed with the person. She is told, and may move or cancel it.

    The same again changes nothing. Raises NotInTeam, SlotTaken, TooLate, Denied.
    """
    WRITE_APPOINTMENTS.require(by, dossier)
    check(dossier, meeting, by)
    same = dossier.appointments.filter(
        state=AppointmentState.BOOKED, starts_at=starts_at, kind=meeting.kind, mode=meeting.mode
    )
    already = same.filter(proposed_by_id=by.affiliation_id).first()
    if already is not None:
        return already
    # Invited for as long as it takes to book it, in the same transaction.
    appointment = drafted(dossier, meeting, state=AppointmentState.INVITED, by=by, at=at)
    renew_link(appointment, at=at)
    return book(appointment, starts_at, by=by, at=at)
