from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.record import record
from jalon.plans.events import GoalAccepted
from jalon.plans.models import Goal
from jalon.plans.rules import ACCEPT_GOAL, Voice
from jalon.plans.turns import in_turn, write


@transaction.atomic
def accept_goal(
    *, goal: Goal, seen: int, by: Actor | PersonActor, at: datetime, is_oral: bool = False
) -> Goal:
    """Agree, for one's own side; `is_oral`: the person has just said so to a professional.

    With both agreements it binds. Raises PlanMoved, NotNow, Denied.
    """
    ACCEPT_GOAL.require(by, Voice(goal, is_oral))
    side = Voice(goal, is_oral).side(by)
    now = in_turn(goal, seen=seen, verb="accept")
    if now.has_agreed(side):
        return now
    now.agree(side, by=by, at=at)
    write(now, "state", "person_agreed_at", "told_to", "body_agreed_at", "body_agreed_by")
    fact = GoalAccepted(
        dossier_id=now.dossier_id,
        goal_id=now.pk,
        role=side,
        is_oral=is_oral,
        is_binding=now.is_agreed,
    )
    record(fact, by=by, at=at)
    return now
