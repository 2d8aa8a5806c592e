from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.appraisal.arbitration.candidates import Candidate
from jalon.appraisal.arbitration.choices import Chosen, chosen_in, keep_choices
from jalon.appraisal.arbitration.constraints import constraints
from jalon.appraisal.arbitration.proposal import proposed
from jalon.appraisal.arbitration.turns import moved, scenario_in_turn
from jalon.appraisal.events import ScenarioFilled
from jalon.appraisal.models import Outcome, Scenario
from jalon.appraisal.rules import ARBITRATE
from jalon.journal.record import record


@transaction.atomic
def fill_scenario(
    *, scenario: Scenario, among: Sequence[Candidate], by: Actor, at: datetime
) -> Scenario:
    """Put in it the best sum of marks under its constraints; what is held stays as it is.

    `among`: the projects as this actor sees them. Reasons that were written stay with a project
    whose outcome does not change. Raises NoProposal, ArbitrationIsOver, Denied.
    """
    ARBITRATE.require(by, scenario.call)
    now = scenario_in_turn(scenario, seen=None)
    before = chosen_in(now)
    held = {key: one.is_selected for key, one in before.items() if one.is_held}
    amounts = {
        key: one.amount_cents or 0 for key, one in before.items() if one.is_held and one.is_selected
    }
    found = proposed(among, constraints(now.constraints), held=held, amounts=amounts)
    free = [one for one in among if one.project_id not in held]
    keep_choices(now, {one.project_id: _choice(one, found, before) for one in free})
    moved(now, at=at)
    fact = ScenarioFilled(
        scenario_id=now.pk, call_id=now.call_id, caller_id=now.call.organisation_id,
        selected_count=len(found),
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now


def _choice(one: Candidate, found: set[int], before: dict[int, Chosen]) -> Chosen:
    is_in = one.project_id in found
    outcome = Outcome.SELECTED if is_in else Outcome.NOT_SELECTED
    former = before.get(one.project_id)
    reason = former.reason if former and former.is_selected == is_in else ""
    if former and not is_in and former.outcome == Outcome.RESERVE:
        outcome = Outcome.RESERVE
    return Chosen(outcome, one.cents if is_in else None, reason)
