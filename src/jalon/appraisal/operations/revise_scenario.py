from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.appraisal.arbitration.constraints import Constraint
from jalon.appraisal.arbitration.turns import (
    moved,
    require_not_taken,
    require_own_name,
    scenario_in_turn,
)
from jalon.appraisal.events import ScenarioRevised
from jalon.appraisal.models import Scenario
from jalon.appraisal.rules import ARBITRATE
from jalon.journal.record import record


@transaction.atomic
def revise_scenario(
    *, scenario: Scenario, name: str, constraints: Sequence[Constraint], seen: int, by: Actor,
    at: datetime,
) -> Scenario:  # fmt: skip
    """Change its name and what it must respect; its choices stay, and its name once taken over.

    Raises ArbitrationIsOver, ScenarioMoved, ScenarioWasTaken, NameIsTaken, Denied.
    """
    ARBITRATE.require(by, scenario.call)
    now = scenario_in_turn(scenario, seen=seen)
    if name.strip() != now.name:
        require_not_taken(now)
        require_own_name(now.call, name.strip(), but=now)
    now.name, now.constraints = name.strip(), [one.as_kept() for one in constraints]
    moved(now, at=at)
    fact = ScenarioRevised(
        scenario_id=now.pk, call_id=now.call_id, caller_id=now.call.organisation_id
    )
    record(fact, by=by, at=at)
    return now
