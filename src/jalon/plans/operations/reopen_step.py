from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.record import record
from jalon.plans.events import StepReopened
from jalon.plans.models import Effect, State, Step
from jalon.plans.models.two_sided import side_of
from jalon.plans.rules import CHANGE_PLAN
from jalon.plans.turns import in_turn, write


@transaction.atomic
def reopen_step(*, step: Step, seen: int, by: Actor | PersonActor, at: datetime) -> Step:
    """Take up again what was done, declined or given up: as it stood before, agreements included.

    Raises PlanMoved, NotNow, Denied.
    """
    CHANGE_PLAN.require(by, step)
    now = in_turn(step, seen=seen, verb="reopen")
    before = now.state
    now.reopen()
    if now.state == State.ACCEPTED and now.started_at:
        now.state = State.IN_PROGRESS
    now.effect = Effect.UNSAID
    write(now, "state", "word", "ended_side", "ended_by", "ended_at", "effect")
    fact = StepReopened(
        dossier_id=now.dossier_id, step_id=now.pk, role=side_of(by), previous_status=before
    )
    record(fact, by=by, at=at)
    return now
