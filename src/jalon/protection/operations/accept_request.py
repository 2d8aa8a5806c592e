from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.operations import grant_objection
from jalon.journal.record import record
from jalon.protection.events import RequestAccepted
from jalon.protection.models import DataRequest, RequestKind, RequestState
from jalon.protection.queries.closing import lock_open, require_words
from jalon.protection.rules import ACCEPT_REQUEST
from jalon.retention.models import OrderGround, OrderKind
from jalon.retention.operations import give_order


@transaction.atomic
def accept_request(*, request: DataRequest, answer: str, by: Actor, at: datetime) -> DataRequest:
    """Grant what the person asks. An objection closes, at once, what they object to; an
    erasure is ordered, and carried out once they had time to read the answer.

    Raises AlreadyClosed, AnswerMissing, ObjectionRefused.
    """
    ACCEPT_REQUEST.require(by, request)
    answer = require_words(answer)

    request = lock_open(request)
    request.state, request.closed_at = RequestState.ACCEPTED, at
    request.closed_by_id, request.answer = by.affiliation_id, answer
    if request.kind == RequestKind.OBJECTION:
        request.objection = grant_objection(
            dossier=request.dossier,
            organisation=request.organisation,
            block=request.block,
            by=by,
            at=at,
        )
    if request.kind == RequestKind.ERASURE:
        give_order(
            kind=OrderKind.ERASE,
            ground=OrderGround.REQUEST,
            reference="",
            who=request.dossier.person_id,
            by=by,
            at=at,
        )
    request.save(update_fields=["state", "closed_at", "closed_by", "answer", "objection"])

    record(RequestAccepted(request_id=request.pk), by=by, at=at)
    return request
