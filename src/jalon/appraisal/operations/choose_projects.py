from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appraisal.arbitration.choices import Chosen, keep_choices
from jalon.appraisal.arbitration.turns import moved, scenario_in_turn
from jalon.appraisal.events import ProjectsChosen
from jalon.appraisal.models import Outcome, Scenario
from jalon.appraisal.queries.deciding import filed_in
from jalon.appraisal.rules import ARBITRATE
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class CannotBeChosen(Refused):
    """What is selected has an amount, and is a filed project of this call."""


@transaction.atomic
def choose_projects(
    *, scenario: Scenario, choices: Mapping[int, Chosen], seen: int, by: Actor, at: datetime
) -> Scenario:
    """Say what a scenario makes of the projects that are named, by their number; the rest stays.

    Raises CannotBeChosen, ArbitrationIsOver, ScenarioMoved, Denied.
    """
    ARBITRATE.require(by, scenario.call)
    now = scenario_in_turn(scenario, seen=seen)
    for one in choices.values():
        if one.outcome == Outcome.SELECTED and not one.amount_cents:
            raise CannotBeChosen(_("Dites le montant de chaque projet retenu."))
    known = set(filed_in(now.call).filter(pk__in=choices).values_list("pk", flat=True))
    if set(choices) - known:
        raise CannotBeChosen(_("Un de ces projets n’est plus à arbitrer."))
    keep_choices(now, choices)
    moved(now, at=at)
    selected = now.choices.filter(outcome=Outcome.SELECTED).count()
    fact = ProjectsChosen(
        scenario_id=now.pk, call_id=now.call_id, caller_id=now.call.organisation_id,
        selected_count=selected,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now
