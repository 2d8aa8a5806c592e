from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import override_caution
from jalon.entry.events import ReferentRequestAnswered
from jalon.entry.models import ReferentRequest, ReferentRequestState
from jalon.entry.rules import ANSWER_REFERENT_REQUEST
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "referent_request.answer"


class AnsweredAlready(Refused):
    """Somebody else has answered meanwhile, or nothing says why."""


@transaction.atomic
def answer_referent_request(
    *,
    request: ReferentRequest,
    is_accepted: bool,
    reason: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> ReferentRequest:
    """Say yes or no to the person, and why. A yes changes nothing by itself: a handover follows.

    Raises AnsweredAlready, WordsToReview, Denied.
    """
    ANSWER_REFERENT_REQUEST.require(by, request)
    if not reason.strip():
        raise AnsweredAlready(_("Dites pourquoi, en une phrase que la personne lira."))
    insisted = guard.review({FIELD: reason}, insistence=insistence)
    asked = ReferentRequest.objects.select_for_update().get(pk=request.pk)
    if asked.state != ReferentRequestState.PENDING:
        raise AnsweredAlready(_("Cette demande a déjà sa réponse."))
    states = ReferentRequestState
    asked.state = states.ACCEPTED if is_accepted else states.REFUSED
    asked.answer, asked.answered_by_id, asked.answered_at = reason.strip(), by.affiliation_id, at
    asked.save(update_fields=["state", "answer", "answered_by", "answered_at"])

    record(ReferentRequestAnswered(request_id=asked.pk, status=asked.state), by=by, at=at)
    if insisted:
        override_caution(
            dossier=Dossier(pk=asked.dossier_id), field=FIELD, classes=insisted,
            reason=insistence.reason, by=by, at=at,
        )  # fmt: skip
    return asked
