from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.record import record
from jalon.plans.events import GoalReopened
from jalon.plans.models import Goal
from jalon.plans.models.two_sided import side_of
from jalon.plans.rules import CHANGE_PLAN
from jalon.plans.turns import in_turn, write


@transaction.atomic
def reopen_goal(*, goal: Goal, seen: int, by: Actor | PersonActor, at: datetime) -> Goal:
    """Take up again what was done, declined or given up: as it stood before, agreements included.

    Raises PlanMoved, NotNow, Denied.
    """
    CHANGE_PLAN.require(by, goal)
    now = in_turn(goal, seen=seen, verb="reopen")
    before = now.state
    now.reopen()
    write(now, "state", "word", "ended_side", "ended_by", "ended_at")
    fact = GoalReopened(
        dossier_id=now.dossier_id, goal_id=now.pk, role=side_of(by), previous_status=before
    )
    record(fact, by=by, at=at)
    return now
