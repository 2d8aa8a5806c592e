from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appraisal.arbitration.constraints import Constraint
from jalon.appraisal.arbitration.turns import (
    TooManyScenarios,
    require_arbitration,
    require_own_name,
)
from jalon.appraisal.events import ScenarioDrafted
from jalon.appraisal.models import Choice, Scenario
from jalon.appraisal.rules import ARBITRATE
from jalon.calls.models import Call
from jalon.journal.record import record
from jalon.parameters.queries import integer


@transaction.atomic
def draft_scenario(
    *, call: Call, name: str, constraints: Sequence[Constraint], by: Actor, at: datetime,
    based_on: Scenario | None = None,
) -> Scenario:  # fmt: skip
    """Begin a way of arbitrating; `based_on`: another of the same call, whose choices it takes.

    Raises ArbitrationIsOver, NameIsTaken, TooManyScenarios, Denied.
    """
    ARBITRATE.require(by, call)
    now = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    require_arbitration(now)
    require_own_name(now, name.strip())
    _require_room(now, by)
    scenario = Scenario.objects.create(
        call=now, name=name.strip(), constraints=[one.as_kept() for one in constraints],
        created_by_id=by.affiliation_id, created_at=at, changed_at=at,
    )  # fmt: skip
    if based_on is not None:
        _copy(based_on, scenario)
    fact = ScenarioDrafted(
        scenario_id=scenario.pk, call_id=now.pk, caller_id=now.organisation_id,
        based_on_id=based_on.pk if based_on else None,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return scenario


def _require_room(call: Call, by: Actor) -> None:
    """Raises TooManyScenarios."""
    most = integer("call.most_scenarios", on=by.today)
    if Scenario.objects.filter(call=call).count() >= most:
        said = _("Cet appel a déjà %(num)s scénarios, et ne peut en avoir plus : supprimez-en un.")
        raise TooManyScenarios(said % {"num": most})


def _copy(model: Scenario, scenario: Scenario) -> None:
    kept = model.choices.filter(scenario__call_id=scenario.call_id).order_by("pk")
    Choice.objects.bulk_create(
        [
            Choice(
                scenario=scenario, project_id=one.project_id, outcome=one.outcome,
                amount_cents=one.amount_cents, reason=one.reason, is_held=one.is_held,
            )
            for one in kept
        ]
    )  # fmt: skip
