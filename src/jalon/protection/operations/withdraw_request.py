from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import PersonActor
from jalon.journal.record import record
from jalon.protection.events import RequestWithdrawn
from jalon.protection.models import DataRequest, RequestState
from jalon.protection.queries.closing import lock_open
from jalon.protection.rules import WITHDRAW_REQUEST


@transaction.atomic
def withdraw_request(*, request: DataRequest, by: PersonActor, at: datetime) -> DataRequest:
    """Ask for nothing any more, as long as nobody has answered. Raises AlreadyClosed."""
    WITHDRAW_REQUEST.require(by, request)

    request = lock_open(request)
    request.state, request.closed_at = RequestState.WITHDRAWN, at
    request.save(update_fields=["state", "closed_at"])

    record(RequestWithdrawn(request_id=request.pk), by=by, at=at)
    return request
