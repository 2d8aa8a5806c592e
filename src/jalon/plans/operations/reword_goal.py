from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.record import record
from jalon.plans.events import GoalReworded
from jalon.plans.models import Goal
from jalon.plans.models.two_sided import side_of
from jalon.plans.rules import CHANGE_PLAN
from jalon.plans.turns import in_turn, keep_insistence, review, write
from jalon.wording import guard
from jalon.wording.guard import Insistence


@transaction.atomic
def reword_goal(
    *,
    goal: Goal,
    seen: int,
    title: str,
    by: Actor | PersonActor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Goal:
    """Word otherwise a goal that is not agreed yet: it is proposed anew, by who words it.

    Raises PlanMoved (both wordings are shown), NotNow, WordsToReview, Denied.
    """
    CHANGE_PLAN.require(by, goal)
    now = in_turn(goal, seen=seen, verb="reword")
    if title.strip() == now.title:
        return now
    insisted = review({"plan.title": title}, by, insistence)
    now.title = title.strip()
    now.propose(by=by, at=at)
    now.agree(side_of(by), by=by, at=at)
    now.told_to = None
    write(
        now, "title", "state", "proposed_side", "proposed_by", "proposed_body", "proposed_at",
        "person_agreed_at", "told_to", "body_agreed_at", "body_agreed_by",
    )  # fmt: skip
    fact = GoalReworded(
        dossier_id=now.dossier_id, goal_id=now.pk, role=side_of(by), fields=("title",)
    )
    record(fact, by=by, at=at)
    keep_insistence(now.dossier, "plan.title", insisted, insistence, by=by, at=at)
    return now
