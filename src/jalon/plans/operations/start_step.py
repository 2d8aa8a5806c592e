from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.record import record
from jalon.plans.events import StepStarted
from jalon.plans.models import State, Step
from jalon.plans.models.two_sided import side_of
from jalon.plans.rules import CHANGE_PLAN
from jalon.plans.turns import in_turn, write


@transaction.atomic
def start_step(*, step: Step, seen: int, by: Actor | PersonActor, at: datetime) -> Step:
    """Say that it has begun. Raises PlanMoved, NotNow (both must have agreed), Denied."""
    CHANGE_PLAN.require(by, step)
    now = in_turn(step, seen=seen, verb="start")
    now.state, now.started_at = State.IN_PROGRESS, at
    write(now, "state", "started_at")
    record(StepStarted(dossier_id=now.dossier_id, step_id=now.pk, role=side_of(by)), by=by, at=at)
    return now
