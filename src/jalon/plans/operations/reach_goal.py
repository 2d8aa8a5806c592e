from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.record import record
from jalon.plans.events import GoalReached
from jalon.plans.models import Goal, State
from jalon.plans.rules import CHANGE_PLAN
from jalon.plans.turns import in_turn, keep_insistence, review, write
from jalon.wording import guard
from jalon.wording.guard import Insistence


@transaction.atomic
def reach_goal(
    *,
    goal: Goal,
    seen: int,
    word: str,
    by: Actor | PersonActor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Goal:
    """What both wanted is there. Raises PlanMoved, NotNow, WordsToReview, Denied."""
    CHANGE_PLAN.require(by, goal)
    now = in_turn(goal, seen=seen, verb="finish")
    insisted = review({"plan.word": word}, by, insistence)
    now.end(State.DONE, word=word, by=by, at=at)
    write(now, "state", "word", "ended_side", "ended_by", "ended_at")
    record(
        GoalReached(dossier_id=now.dossier_id, goal_id=now.pk, role=now.ended_side), by=by, at=at
    )
    keep_insistence(now.dossier, "plan.word", insisted, insistence, by=by, at=at)
    return now
