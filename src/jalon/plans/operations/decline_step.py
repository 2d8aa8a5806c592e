from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.record import record
from jalon.plans.events import StepDeclined
from jalon.plans.models import State, Step
from jalon.plans.rules import DECLINE_STEP, Voice
from jalon.plans.turns import NotNow, in_turn, keep_insistence, review, write
from jalon.wording import guard
from jalon.wording.guard import Insistence


@transaction.atomic
def decline_step(
    *,
    step: Step,
    seen: int,
    word: str,
    by: Actor | PersonActor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Step:
    """Say no to what the other side proposed, with a word or without.

    Raises PlanMoved, NotNow (one gives up what one has agreed to), WordsToReview, Denied.
    """
    DECLINE_STEP.require(by, Voice(step))
    side = Voice(step).side(by)
    now = in_turn(step, seen=seen, verb="decline")
    if now.has_agreed(side):
        raise NotNow(_("Vous aviez dit oui : vous pouvez abandonner, en disant pourquoi."))
    insisted = review({"plan.word": word}, by, insistence)
    now.end(State.DECLINED, word=word, by=by, at=at)
    write(now, "state", "word", "ended_side", "ended_by", "ended_at")
    record(StepDeclined(dossier_id=now.dossier_id, step_id=now.pk, role=side), by=by, at=at)
    keep_insistence(now.dossier, "plan.word", insisted, insistence, by=by, at=at)
    return now
