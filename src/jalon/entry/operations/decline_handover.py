from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.entry.events import HandoverDeclined
from jalon.entry.models import Handover, HandoverState
from jalon.entry.operations.accept_handover import HandoverOver
from jalon.entry.rules import DECLINE_HANDOVER
from jalon.journal.record import record
from jalon.wording import guard

FIELD: Final = "handover.answer"


@transaction.atomic
def decline_handover(*, handover: Handover, by: Actor, at: datetime, answer: str = "") -> Handover:
    """Say no, with a word if one likes; the référent stays who they are.

    Raises HandoverOver, WordsToReview, Denied.
    """
    DECLINE_HANDOVER.require(by, handover)
    guard.review({FIELD: answer})

    handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if handover.state != HandoverState.PENDING:
        raise HandoverOver(_("Ce relais n’attend plus de réponse."))
    handover.state, handover.answered_at = HandoverState.DECLINED, at
    handover.answer = answer.strip()
    handover.save(update_fields=["state", "answered_at", "answer"])

    fact = HandoverDeclined(dossier_id=handover.dossier_id, handover_id=handover.pk)
    record(fact, by=by, at=at)
    return handover
