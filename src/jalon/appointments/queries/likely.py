"""What an appointment is most likely about, before anybody says so."""

from typing import Final

from jalon.accounts.actor import Actor
from jalon.appointments.models import AppointmentKind, AppointmentState
from jalon.appointments.queries.appointments import appointments_of
from jalon.deadlines.models import Deadline, DeadlineState
from jalon.dossiers.models import Dossier
from jalon.strategies.milestones import Milestone

# The steps of a path that are taken by meeting.
MET_BY: Final = {
    Milestone.ORIENTATION_DECIDED: AppointmentKind.ORIENTATION,
    Milestone.FIRST_APPOINTMENT: AppointmentKind.FIRST,
    Milestone.ASSESSMENT_MADE: AppointmentKind.ASSESSMENT,
    Milestone.CONTRACT_SIGNED: AppointmentKind.CONTRACT,
    Milestone.CONTACT_MADE: AppointmentKind.FOLLOW_UP,
}


def likely_kind(dossier: Dossier, by: Actor) -> str:
    """What the person asked for; else what the path expects next of the reader's body; else a
    follow-up.
    """
    asked = appointments_of(by, dossier).filter(state=AppointmentState.ASKED).first()
    if asked is not None:
        return asked.kind
    waiting = Deadline.objects.filter(
        dossier=dossier, state=DeadlineState.RUNNING, organisation_id=by.organisation_id,
        step__ends_with__in=MET_BY,
    )  # fmt: skip
    first = waiting.order_by("due_on", "pk").values_list("step__ends_with", flat=True).first()
    return MET_BY[Milestone(first)] if first else AppointmentKind.FOLLOW_UP
