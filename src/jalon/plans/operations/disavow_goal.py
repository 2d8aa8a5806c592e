from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import PersonActor
from jalon.journal.record import record
from jalon.plans.events import GoalDisavowed
from jalon.plans.models import Goal, State
from jalon.plans.rules import DISAVOW_GOAL
from jalon.plans.turns import in_turn, write


@transaction.atomic
def disavow_goal(*, goal: Goal, seen: int, by: PersonActor, at: datetime) -> Goal:
    """Take back an agreement that a professional wrote down: it binds no more, and is proposed.

    Raises PlanMoved, NotNow, Denied.
    """
    DISAVOW_GOAL.require(by, goal)
    now = in_turn(goal, seen=seen, verb="disavow")
    now.person_agreed_at = now.told_to = None
    now.state = State.PROPOSED
    write(now, "state", "person_agreed_at", "told_to")
    record(GoalDisavowed(dossier_id=now.dossier_id, goal_id=now.pk), by=by, at=at)
    return now
