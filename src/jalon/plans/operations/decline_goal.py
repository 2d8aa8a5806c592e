from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.record import record
from jalon.plans.events import GoalDeclined
from jalon.plans.models import Goal, State
from jalon.plans.rules import DECLINE_GOAL, Voice
from jalon.plans.turns import NotNow, in_turn, keep_insistence, review, write
from jalon.wording import guard
from jalon.wording.guard import Insistence


@transaction.atomic
def decline_goal(
    *,
    goal: Goal,
    seen: int,
    word: str,
    by: Actor | PersonActor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Goal:
    """Say no to what the other side proposed, with a word or without.

    Raises PlanMoved, NotNow (one gives up what one has agreed to), WordsToReview, Denied.
    """
    DECLINE_GOAL.require(by, Voice(goal))
    side = Voice(goal).side(by)
    now = in_turn(goal, seen=seen, verb="decline")
    if now.has_agreed(side):
        raise NotNow(_("Vous aviez dit oui : vous pouvez abandonner, en disant pourquoi."))
    insisted = review({"plan.word": word}, by, insistence)
    now.end(State.DECLINED, word=word, by=by, at=at)
    write(now, "state", "word", "ended_side", "ended_by", "ended_at")
    record(GoalDeclined(dossier_id=now.dossier_id, goal_id=now.pk, role=side), by=by, at=at)
    keep_insistence(now.dossier, "plan.word", insisted, insistence, by=by, at=at)
    return now
