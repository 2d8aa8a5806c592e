from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appointments.events import ClosureDeclared
from jalon.appointments.models import Closure, Desk
from jalon.appointments.operations.declare_availability import HoursDoNotHold
from jalon.appointments.rules import DECLARE_HOURS
from jalon.journal.record import record


@transaction.atomic
def declare_closure(
    *, desk: Desk | None, from_on: date, until_on: date, by: Actor, at: datetime
) -> Closure:
    """Say on which days one receives nobody; why is never asked. Appointments that are booked stay.

    Raises HoursDoNotHold, Denied.
    """
    DECLARE_HOURS.require(by, desk)
    if until_on < from_on:
        raise HoursDoNotHold(_("La fin vient avant le début : corrigez l’une des dates."))
    whose = {"desk": desk} if desk else {"affiliation_id": by.affiliation_id}
    said = {**whose, "from_on": from_on, "until_on": until_on}
    already = Closure.objects.filter(**said).first()
    if already is not None:
        return already
    closure = Closure.objects.create(**said, declared_by_id=by.affiliation_id)
    body = desk.organisation_id if desk else by.organisation_id
    record(ClosureDeclared(organisation_id=body, closure_id=closure.pk), by=by, at=at)
    return closure
