from datetime import datetime, timedelta

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.calls.events import CallClosed
from jalon.calls.models import Call
from jalon.calls.queries.readable import binding
from jalon.calls.states import CallState, after
from jalon.journal.record import record


@transaction.atomic
def close_calls(*, by: Actor | None, at: datetime) -> int:
    """Close the calls whose closing hour, and the grace after it, are over; how many.

    Being late closes nothing late: filing looks at the hour itself.
    """
    open_ones = Call.objects.filter(state=CallState.PUBLISHED)
    closed = 0
    for call in open_ones.select_for_update(skip_locked=True).order_by("pk"):
        version = binding(call)
        if version is None or version.closes_at is None:
            continue
        if at < version.closes_at + timedelta(minutes=version.grace_minutes):
            continue
        call.state, call.closed_at = after(call.state, "close"), version.closes_at
        call.save(update_fields=["state", "closed_at"])
        record(CallClosed(call_id=call.pk), by=by, at=at)
        closed += 1
    return closed
