from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import override_caution
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.protection.events import RequestAnswered
from jalon.protection.models import DataRequest, RequestKind, RequestState
from jalon.protection.queries.closing import lock_open, require_identity, require_words
from jalon.protection.rules import ANSWER_REQUEST, is_an_officer
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "data_request.answer"


class NotAQuestion(Refused):
    """What asks for a decision is accepted or refused."""


@transaction.atomic
def answer_request(
    *,
    request: DataRequest,
    answer: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> DataRequest:
    """Tell the person why their dossier was read.

    Raises NotAQuestion, IdentityUnproved, AlreadyClosed, AnswerMissing.
    """
    ANSWER_REQUEST.require(by, request)
    if request.kind != RequestKind.EXPLANATION:
        raise NotAQuestion(_("Cette demande attend une décision, pas une explication."))
    answer = require_words(answer)
    insisted = guard.review({FIELD: answer}, insistence=insistence)

    request = lock_open(request)
    require_identity(request)
    request.state, request.closed_at = RequestState.ANSWERED, at
    request.closed_by_id, request.answer = by.affiliation_id, answer
    request.save(update_fields=["state", "closed_at", "closed_by", "answer"])

    record(RequestAnswered(request_id=request.pk), by=by, at=at)
    if insisted:
        override_caution(
            dossier=_subject(request, by), field=FIELD, classes=insisted, reason=insistence.reason,
            by=by, at=at,
        )  # fmt: skip
    return request


def _subject(request: DataRequest, by: Actor) -> Dossier:
    """The dossier of the question; a manager who answers does not read it, and has its key."""
    return request.dossier if is_an_officer.holds(by, None) else Dossier(pk=request.dossier_id)
