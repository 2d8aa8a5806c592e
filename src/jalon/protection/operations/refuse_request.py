from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.protection.events import RequestRefused
from jalon.protection.models import DataRequest, RequestState
from jalon.protection.queries.closing import lock_open, require_words
from jalon.protection.rules import REFUSE_REQUEST


@transaction.atomic
def refuse_request(*, request: DataRequest, answer: str, by: Actor, at: datetime) -> DataRequest:
    """Refuse, with the reason that the person will read (RGPD, art. 12, 4)."""
    REFUSE_REQUEST.require(by, request)
    answer = require_words(answer)

    request = lock_open(request)
    request.state, request.closed_at = RequestState.REFUSED, at
    request.closed_by_id, request.answer = by.affiliation_id, answer
    request.save(update_fields=["state", "closed_at", "closed_by", "answer"])

    record(RequestRefused(request_id=request.pk), by=by, at=at)
    return request
