from datetime import datetime
from typing import Final

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.operations import grant_limitation, grant_objection, override_caution
from jalon.journal.record import record
from jalon.protection.events import RequestAccepted
from jalon.protection.models import DataRequest, RequestKind, RequestState
from jalon.protection.queries.closing import lock_open, require_identity, require_words
from jalon.protection.rules import ACCEPT_REQUEST
from jalon.retention.models import OrderGround, OrderKind
from jalon.retention.operations import give_order
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "data_request.answer"


@transaction.atomic
def accept_request(
    *,
    request: DataRequest,
    answer: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> DataRequest:
    """Grant what the person asks. An objection closes, at once, what they object to; an
    erasure is ordered, and carried out once they had time to read the answer.

    Raises IdentityUnproved, AlreadyClosed, AnswerMissing, ObjectionRefused.
    """
    ACCEPT_REQUEST.require(by, request)
    answer = require_words(answer)
    insisted = guard.review({FIELD: answer}, insistence=insistence)

    request = lock_open(request)
    require_identity(request)
    request.state, request.closed_at = RequestState.ACCEPTED, at
    request.closed_by_id, request.answer = by.affiliation_id, answer
    _honour(request, by, at)
    request.save(
        update_fields=["state", "closed_at", "closed_by", "answer", "objection", "limitation"]
    )

    record(RequestAccepted(request_id=request.pk), by=by, at=at)
    if insisted:
        override_caution(
            dossier=request.dossier, field=FIELD, classes=insisted, reason=insistence.reason,
            by=by, at=at,
        )  # fmt: skip
    return request


def _honour(request: DataRequest, by: Actor, at: datetime) -> None:
    """Do at once what can be done at once."""
    if request.kind == RequestKind.OBJECTION:
        request.objection = grant_objection(
            dossier=request.dossier,
            organisation=request.organisation,
            block=request.block,
            by=by,
            at=at,
        )
    if request.kind == RequestKind.LIMITATION:
        request.limitation = grant_limitation(
            dossier=request.dossier, block=request.block, by=by, at=at
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
