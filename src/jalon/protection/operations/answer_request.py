from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.protection.events import RequestAnswered
from jalon.protection.models import DataRequest, RequestKind, RequestState
from jalon.protection.queries.closing import lock_open, require_words
from jalon.protection.rules import ANSWER_REQUEST


class NotAQuestion(Refused):
    """What asks for a decision is accepted or refused."""


@transaction.atomic
def answer_request(*, request: DataRequest, answer: str, by: Actor, at: datetime) -> DataRequest:
    """Tell the person why their dossier was read. Raises NotAQuestion, AlreadyClosed."""
    ANSWER_REQUEST.require(by, request)
    if request.kind != RequestKind.EXPLANATION:
        raise NotAQuestion(_("Cette demande attend une décision, pas une explication."))
    answer = require_words(answer)

    request = lock_open(request)
    request.state, request.closed_at = RequestState.ANSWERED, at
    request.closed_by_id, request.answer = by.affiliation_id, answer
    request.save(update_fields=["state", "closed_at", "closed_by", "answer"])

    record(RequestAnswered(request_id=request.pk), by=by, at=at)
    return request
