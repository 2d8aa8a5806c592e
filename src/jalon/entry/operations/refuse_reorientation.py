from datetime import datetime
from typing import Final

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.entry.answering import answer_reorientation
from jalon.entry.events import ReorientationRefused
from jalon.entry.models import Reorientation, ReorientationState
from jalon.entry.rules import REFUSE_REORIENTATION
from jalon.entry.seating import unseat_officer
from jalon.journal.record import record
from jalon.wording import guard
from jalon.wording.guard import Insistence

STATE: Final = ReorientationState.REFUSED


@transaction.atomic
def refuse_reorientation(
    *,
    reorientation: Reorientation,
    reason: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Reorientation:
    """Refuse, with a reason told to whoever asked and to the person; the track stays as it was.

    Raises AlreadyAnswered, NoReason, WordsToReview, Denied.
    """
    REFUSE_REORIENTATION.require(by, reorientation)
    asked = answer_reorientation(reorientation, STATE, reason, insistence, by, at)

    fact = ReorientationRefused(dossier_id=asked.dossier_id, reorientation_id=asked.pk)
    record(fact, by=by, at=at)
    unseat_officer(asked.dossier_id, by.affiliation_id, at)
    return asked
