from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.appraisal.arbitration.turns import require_not_taken, scenario_in_turn
from jalon.appraisal.events import ScenarioDiscarded
from jalon.appraisal.models import Scenario
from jalon.appraisal.rules import ARBITRATE
from jalon.journal.record import record


@transaction.atomic
def discard_scenario(*, scenario: Scenario, seen: int, by: Actor, at: datetime) -> None:
    """Delete a way of arbitrating, with its choices; never one that became decisions.

    Raises ArbitrationIsOver, ScenarioMoved, ScenarioWasTaken, Denied.
    """
    ARBITRATE.require(by, scenario.call)
    now = scenario_in_turn(scenario, seen=seen)
    require_not_taken(now)
    fact = ScenarioDiscarded(
        scenario_id=now.pk, call_id=now.call_id, caller_id=now.call.organisation_id
    )
    now.delete()
    record(fact, by=by, at=at)
