from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.appointments.events import ClosureWithdrawn
from jalon.appointments.models import Closure
from jalon.appointments.rules import END_HOURS
from jalon.journal.record import record


@transaction.atomic
def withdraw_closure(*, closure: Closure, by: Actor, at: datetime) -> None:
    """Receive on these days after all. Raises Denied."""
    END_HOURS.require(by, closure)
    body = closure.declared_by.organisation_id
    fact = ClosureWithdrawn(organisation_id=body, closure_id=closure.pk)
    closure.delete()
    record(fact, by=by, at=at)
