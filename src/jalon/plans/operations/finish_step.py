from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.record import record
from jalon.plans.events import StepFinished
from jalon.plans.models import Effect, State, Step, StepPhoto
from jalon.plans.rules import CHANGE_PLAN
from jalon.plans.turns import in_turn, keep_insistence, review, write
from jalon.ui.photos import drawn_again
from jalon.vault.sealing import seal_bytes
from jalon.wording import guard
from jalon.wording.guard import Insistence


@transaction.atomic
def finish_step(
    *,
    step: Step,
    seen: int,
    word: str,
    by: Actor | PersonActor,
    at: datetime,
    effect: str = Effect.UNSAID,
    photo: bytes = b"",
    insistence: Insistence = guard.NONE,
) -> Step:
    """Say that it is done, with a word if one likes, and what it changed when that is known.

    A `photo` shows it: the bytes as they were sent, drawn again before they are kept.
    Raises PlanMoved, NotNow (both must have agreed), NotAPhoto, WordsToReview, Denied.
    """
    CHANGE_PLAN.require(by, step)
    now = in_turn(step, seen=seen, verb="finish")
    insisted = review({"plan.word": word}, by, insistence)
    now.end(State.DONE, word=word, by=by, at=at)
    now.effect = effect
    write(now, "state", "word", "ended_side", "ended_by", "ended_at", "effect")
    if photo:
        sealed = seal_bytes(drawn_again(photo))
        StepPhoto.objects.create(step=now, dossier_id=now.dossier_id, sealed=sealed, added_at=at)
    fact = StepFinished(
        dossier_id=now.dossier_id, step_id=now.pk, role=now.ended_side, status=effect
    )
    record(fact, by=by, at=at)
    keep_insistence(now.dossier, "plan.word", insisted, insistence, by=by, at=at)
    return now
