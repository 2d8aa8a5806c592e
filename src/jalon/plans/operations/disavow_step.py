from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import PersonActor
from jalon.journal.record import record
from jalon.plans.events import StepDisavowed
from jalon.plans.models import State, Step
from jalon.plans.rules import DISAVOW_STEP
from jalon.plans.turns import in_turn, write


@transaction.atomic
def disavow_step(*, step: Step, seen: int, by: PersonActor, at: datetime) -> Step:
    """Take back an agreement that a professional wrote down: it binds no more, and is proposed.

    Raises PlanMoved, NotNow, Denied.
    """
    DISAVOW_STEP.require(by, step)
    now = in_turn(step, seen=seen, verb="disavow")
    now.person_agreed_at = now.told_to = None
    now.state = State.PROPOSED
    write(now, "state", "person_agreed_at", "told_to")
    record(StepDisavowed(dossier_id=now.dossier_id, step_id=now.pk), by=by, at=at)
    return now
