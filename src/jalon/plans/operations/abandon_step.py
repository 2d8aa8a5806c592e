from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.record import record
from jalon.plans.events import StepAbandoned
from jalon.plans.models import State, Step
from jalon.plans.rules import CHANGE_PLAN
from jalon.plans.turns import NoReason, in_turn, keep_insistence, review, write
from jalon.wording import guard
from jalon.wording.guard import Insistence


@transaction.atomic
def abandon_step(
    *,
    step: Step,
    seen: int,
    word: str,
    by: Actor | PersonActor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Step:
    """Give up, saying why; who gives up is kept with it.

    A proposal that nobody has answered is taken back without a word. Raises NoReason, PlanMoved,
    NotNow, WordsToReview, Denied.
    """
    CHANGE_PLAN.require(by, step)
    now = in_turn(step, seen=seen, verb="abandon")
    if now.is_agreed and not word.strip():
        raise NoReason(_("Dites pourquoi, en quelques mots."))
    insisted = review({"plan.word": word}, by, insistence)
    now.end(State.ABANDONED, word=word, by=by, at=at)
    write(now, "state", "word", "ended_side", "ended_by", "ended_at")
    fact = StepAbandoned(dossier_id=now.dossier_id, step_id=now.pk, role=now.ended_side)
    record(fact, by=by, at=at)
    keep_insistence(now.dossier, "plan.word", insisted, insistence, by=by, at=at)
    return now
