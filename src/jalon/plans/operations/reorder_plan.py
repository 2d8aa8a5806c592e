from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.journal.record import record
from jalon.plans.events import PlanReordered
from jalon.plans.models import Goal, Step
from jalon.plans.rules import WRITE_PLAN
from jalon.plans.turns import wait_for_turn


@transaction.atomic
def reorder_plan(
    *,
    dossier: Dossier,
    order: Sequence[UUID],
    by: Actor | PersonActor,
    at: datetime,
    goal: Goal | None = None,
) -> bool:
    """Put goals, or the steps of one `goal`, in this order; True when that changed something.

    What is not named, because somebody proposed it meanwhile, keeps its place after the others;
    an unknown name is passed over. Raises Denied.
    """
    WRITE_PLAN.require(by, dossier)
    wait_for_turn(dossier.pk)
    rows = Step.objects.filter(goal=goal) if goal else Goal.objects.filter(dossier=dossier)
    standing = list(rows.order_by("rank", "pk"))
    wanted = {public_id: number for number, public_id in enumerate(order)}
    last = len(wanted)
    ordered = sorted(standing, key=lambda row: wanted.get(row.public_id, last))
    if ordered == standing:
        return False
    for number, row in enumerate(ordered, 1):
        row.rank = number
    type(ordered[0])._default_manager.bulk_update(ordered, ["rank"])

    record(PlanReordered(dossier_id=dossier.pk, goal_id=goal.pk if goal else None), by=by, at=at)
    return True
