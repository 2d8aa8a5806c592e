from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.calls.events import CallDiscarded
from jalon.calls.models import Call
from jalon.calls.queries.drafts import draft_to_write
from jalon.calls.rules import WRITE_CALL
from jalon.calls.states import CallState
from jalon.journal.record import record


@transaction.atomic
def discard_call(*, call: Call, by: Actor, at: datetime) -> None:
    """Give up the version being written; and the whole call when it was never published.

    Raises NothingBeingWritten, Denied.
    """
    WRITE_CALL.require(by, call)
    draft = draft_to_write(call)
    record(
        CallDiscarded(call_id=call.pk, publisher_id=call.organisation_id, version=draft.number),
        by=by,
        at=at,
    )
    draft.delete()
    if call.state == CallState.DRAFT:
        call.delete()
