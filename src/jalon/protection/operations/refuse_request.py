from datetime import datetime
from typing import Final

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.operations import override_caution
from jalon.journal.record import record
from jalon.protection.events import RequestRefused
from jalon.protection.models import DataRequest, RequestState
from jalon.protection.queries.closing import lock_open, require_words
from jalon.protection.rules import REFUSE_REQUEST
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "data_request.answer"


@transaction.atomic
def refuse_request(
    *,
    request: DataRequest,
    answer: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> DataRequest:
    """Refuse, with the reason that the person will read (RGPD, art. 12, 4)."""
    REFUSE_REQUEST.require(by, request)
    answer = require_words(answer)
    insisted = guard.review({FIELD: answer}, insistence=insistence)

    request = lock_open(request)
    request.state, request.closed_at = RequestState.REFUSED, at
    request.closed_by_id, request.answer = by.affiliation_id, answer
    request.save(update_fields=["state", "closed_at", "closed_by", "answer"])

    record(RequestRefused(request_id=request.pk), by=by, at=at)
    if insisted:
        override_caution(
            dossier=request.dossier, field=FIELD, classes=insisted, reason=insistence.reason,
            by=by, at=at,
        )  # fmt: skip
    return request
