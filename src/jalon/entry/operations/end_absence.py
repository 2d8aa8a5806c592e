from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import MemberLeft
from jalon.dossiers.models import Membership, TeamRole
from jalon.entry.events import AbsenceEnded
from jalon.entry.models import Absence
from jalon.entry.rules import END_ABSENCE
from jalon.journal.record import record


@transaction.atomic
def end_absence(*, absence: Absence, by: Actor, at: datetime) -> Absence:
    """Back before the day foreseen: the interim ends now. Twice changes nothing. Raises Denied."""
    END_ABSENCE.require(by, absence.affiliation)

    absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    if absence.ended_at:
        return absence
    absence.ended_at = at
    absence.save(update_fields=["ended_at"])
    seats = Membership.objects.filter(
        affiliation_id=absence.substitute_id or 0,
        role=TeamRole.CO_ADVISOR,
        until_on=absence.until_on,
        started_on=absence.from_on,
        ended_at=None,
        dossier__referent__affiliation_id=absence.affiliation_id,
    )
    for seat in seats.order_by("dossier_id", "pk"):
        seat.ended_at = at
        seat.save(update_fields=["ended_at"])
        record(MemberLeft(dossier_id=seat.dossier_id, membership_id=seat.pk), by=by, at=at)
    body = absence.affiliation.organisation_id
    fact = AbsenceEnded(affiliation_id=absence.affiliation_id, organisation_id=body)
    record(fact, by=by, at=at)
    return absence
