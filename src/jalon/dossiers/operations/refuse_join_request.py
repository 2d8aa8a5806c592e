from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.events import JoinRefused
from jalon.dossiers.models import JoinRequest, JoinState
from jalon.dossiers.operations.accept_join_request import RequestOver
from jalon.dossiers.operations.override_caution import override_caution
from jalon.dossiers.rules.ways_in import REFUSE_JOIN_REQUEST
from jalon.journal.record import record
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "join_request.answer"


@transaction.atomic
def refuse_join_request(
    *,
    request: JoinRequest,
    answer: str,
    by: Actor | PersonActor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> JoinRequest:
    """Say no to whoever asked for a seat, and tell them why; the person need not say it.

    Raises RequestOver, WordsToReview (of a professional: the person's words are her own), Denied.
    """
    REFUSE_JOIN_REQUEST.require(by, request)
    texts = {FIELD: answer} if isinstance(by, Actor) else {}
    insisted = guard.review(texts, insistence=insistence)

    request = JoinRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not request.is_open(at):
        raise RequestOver(_("Cette demande n’attend plus de réponse."))
    request.close(JoinState.REFUSED, answer, by.affiliation_id, at)

    record(JoinRefused(dossier_id=request.dossier_id, request_id=request.pk), by=by, at=at)
    if insisted and isinstance(by, Actor):
        override_caution(
            dossier=request.dossier, field=FIELD, classes=insisted, reason=insistence.reason,
            by=by, at=at,
        )  # fmt: skip
    return request
