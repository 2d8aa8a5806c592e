from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import ngettext

from jalon.accounts.actor import Actor
from jalon.appraisal.arbitration.choices import NOTHING_SAID, Chosen, chosen_in, keep_choices
from jalon.appraisal.arbitration.turns import moved, scenario_in_turn
from jalon.appraisal.events import ScenarioTaken
from jalon.appraisal.models import Decision, Scenario
from jalon.appraisal.operations.decide_project import decide_project
from jalon.appraisal.queries.deciding import filed_in
from jalon.appraisal.rules import TAKE_OVER_SCENARIO
from jalon.appraisal.turns import call_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.models import Project


class ReasonsAreMissing(Refused):
    """Each decision says why: to those that are selected, and to those that are not."""


@transaction.atomic
def take_over_scenario(
    *, scenario: Scenario, shared: Mapping[str, str], seen: int, by: Actor, at: datetime
) -> list[Decision]:
    """Decide each filed project as this scenario has it; what is decided so already stays.

    `shared`: by outcome, the reason of those that have none of their own. Each decision may still
    be replaced until the announcement. Raises ReasonsAreMissing, ScenarioMoved, ArbitrationIsOver,
    CannotBeDecided, NotFromThisState, Denied.
    """
    TAKE_OVER_SCENARIO.require(by, scenario.call)
    call_in_turn(scenario.call)
    now = scenario_in_turn(scenario, seen=seen)
    projects = list(filed_in(now.call).select_related("call", "carrier").order_by("pk"))
    choices = _explained(now, projects, shared)
    standing = Decision.objects.filter(project__in=projects, replaced_at=None)
    known = {one.project_id: one for one in standing}
    taken = [
        decide_project(
            project=one,
            outcome=choices[one.pk].outcome,
            reason=choices[one.pk].reason,
            amount_cents=choices[one.pk].amount_cents,
            by=by,
            at=at,
        )
        for one in projects
        if not _is_decided_so(known.get(one.pk), choices[one.pk])
    ]
    now.taken_over_at, now.taken_over_by_id = at, by.affiliation_id
    moved(now, at=at)
    fact = ScenarioTaken(
        scenario_id=now.pk, call_id=now.call_id, caller_id=now.call.organisation_id,
        decision_count=len(taken),
    )  # fmt: skip
    record(fact, by=by, at=at)
    return taken


def _explained(
    scenario: Scenario, projects: Sequence[Project], shared: Mapping[str, str]
) -> dict[int, Chosen]:
    """What is chosen for each project, with a reason, kept in the scenario too."""
    kept = chosen_in(scenario)
    found = {one.pk: kept.get(one.pk, NOTHING_SAID) for one in projects}
    given = {
        key: replace(one, reason=one.reason or shared.get(one.outcome, "").strip())
        for key, one in found.items()
    }
    missing = sum(not one.reason for one in given.values())
    if missing:
        said = ngettext(
            "%(num)s projet n’a pas encore de motif : écrivez-le d’abord.",
            "%(num)s projets n’ont pas encore de motif : écrivez-les d’abord.",
            missing,
        )
        raise ReasonsAreMissing(said % {"num": missing})
    keep_choices(scenario, given)
    return given


def _is_decided_so(standing: Decision | None, wanted: Chosen) -> bool:
    return standing is not None and (
        standing.outcome, standing.amount_cents, standing.reason
    ) == (wanted.outcome, wanted.amount_cents, wanted.reason)  # fmt: skip
