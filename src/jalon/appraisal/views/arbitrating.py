"""A scenario: its constraints, what it makes of each project, the proposal, and the decisions."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from jalon.appraisal.arbitration.candidates import Candidate
from jalon.appraisal.arbitration.choices import NOTHING_SAID, Chosen
from jalon.appraisal.arbitration.constraints import Constraint, Rule, constraints
from jalon.appraisal.forms.arbitrating import ChoicesForm, ReasonsForm, ScenarioForm
from jalon.appraisal.models import Announcement, Outcome, Scenario
from jalon.appraisal.operations import (
    choose_projects,
    discard_scenario,
    draft_scenario,
    fill_scenario,
    revise_scenario,
    take_over_scenario,
)
from jalon.appraisal.queries.scenarios import Arbitrated, arbitrated, candidates_of
from jalon.appraisal.rules import ARBITRATE, TAKE_OVER_SCENARIO
from jalon.appraisal.views.loading import call_or_404, scenario_or_404
from jalon.calls.models import CallVersion
from jalon.kernel.errors import Refused
from jalon.ui import asked
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

MOST: Final = 100  # projects in one page of the table


@page
@require_http_methods(GET_OR_POST)
def draft(request: Request, public_id: UUID) -> HttpResponse:
    """A new one, from what the call says; or from another, with its choices (`?sur=`)."""
    call, version = call_or_404(request, public_id)
    ARBITRATE.require(request.actor, call)
    among = candidates_of(call, version, request.actor, timezone.now())
    based_on = _based_on(request, call.pk)
    form = _new_form(request, version, among, based_on)
    if request.method == "POST" and form.is_valid():
        try:
            scenario = draft_scenario(
                call=call, name=form.cleaned_data["name"], constraints=form.constraints,
                based_on=based_on, by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("scenario", scenario.public_id)
    context = {"call": call, "scenario": None, "form": form, "based_on": based_on}
    status = 422 if form.is_bound else 200
    return render(request, "appraisal/revise_scenario.html", context, status=status)


def _based_on(request: Request, call_id: int) -> Scenario | None:
    wanted = asked.public_id(request.GET.get("sur", ""))
    return Scenario.objects.filter(call_id=call_id, public_id=wanted).first() if wanted else None


def _new_form(
    request: Request, version: CallVersion, among: Sequence[Candidate], based_on: Scenario | None
) -> ScenarioForm:
    regions = _regions(among)
    if based_on is not None:
        name = _("Copie de %s") % based_on.name
        kept = constraints(based_on.constraints)
        return ScenarioForm(typed(request), regions=regions, name=name[:80], kept=kept)
    kept = [Constraint(Rule.ENVELOPE, most=version.envelope_cents)]
    if version.territories_wanted:
        kept.append(Constraint(Rule.TERRITORIES, most=version.territories_wanted))
    return ScenarioForm(typed(request), regions=regions, kept=kept)


def _regions(among: Sequence[Candidate]) -> list[tuple[str, str]]:
    found = {region for one in among for region in one.regions}
    return sorted(found, key=lambda one: one[1])


@page
@require_http_methods(GET_OR_POST)
def revise(request: Request, public_id: UUID) -> HttpResponse:
    scenario, version = scenario_or_404(request, public_id)
    call = scenario.call
    among = candidates_of(call, version, request.actor, timezone.now())
    form = ScenarioForm(
        typed(request), regions=_regions(among), name=scenario.name,
        kept=constraints(scenario.constraints),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            revise_scenario(
                scenario=scenario, name=form.cleaned_data["name"], constraints=form.constraints,
                seen=asked.number(request.POST.get("revision", "")) or 0, by=request.actor,
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("scenario", public_id)
    context = {"call": call, "scenario": scenario, "form": form, "based_on": None}
    status = 422 if form.is_bound else 200
    return render(request, "appraisal/revise_scenario.html", context, status=status)


@page
@require_http_methods(GET_OR_POST)
def discard(request: Request, public_id: UUID) -> HttpResponse:
    """What would be lost, then nothing of it is left."""
    scenario, _version = scenario_or_404(request, public_id)
    refusal = ""
    if request.method == "POST":
        seen = asked.number(request.POST.get("revision", "")) or 0
        try:
            discard_scenario(scenario=scenario, seen=seen, by=request.actor, at=timezone.now())
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("« %s » est supprimé.") % scenario.name)
            return redirect("scenarios", scenario.call.public_id)
    context = {"scenario": scenario, "refusal": refusal, "chosen": scenario.choices.count()}
    status = 422 if refusal else 200
    return render(request, "appraisal/discard_scenario.html", context, status=status)


@page
@require_http_methods(GET_OR_POST)
def scenario_page(request: Request, public_id: UUID) -> HttpResponse:
    """What is chosen and how it stands; with htmx, as it is typed, before anything is kept."""
    scenario, version = scenario_or_404(request, public_id)
    among = candidates_of(scenario.call, version, request.actor, timezone.now())
    found = arbitrated(scenario, among)
    first = (asked.number(request.GET.get("page", "")) or 1) - 1
    shown = among[first * MOST : (first + 1) * MOST]
    form = ChoicesForm(typed(request), among=shown, chosen=found.chosen, revision=scenario.revision)
    if request.method == "POST" and request.htmx:
        form.is_valid()
        found = Arbitrated(scenario, among, {**found.chosen, **form.chosen})
    elif request.method == "POST" and form.is_valid() and _is_kept(request, scenario, form):
        messages.success(request, _("Les choix sont gardés."))
        return redirect(request.get_full_path())
    status = 422 if form.is_bound and form.errors and not request.htmx else 200
    context = _shown(request, found, form, first)
    return render(request, "appraisal/scenario.html", context, status=status)


def _is_kept(request: Request, scenario: Scenario, form: ChoicesForm) -> bool:
    try:
        choose_projects(
            scenario=scenario, choices=form.chosen, seen=form.cleaned_data["revision"],
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _shown(request: Request, found: Arbitrated, form: ChoicesForm, first: int) -> dict[str, Any]:
    call = found.scenario.call
    is_announced = Announcement.objects.filter(call=call).exists()
    why = found.reasons
    return {
        "call": call, "scenario": found.scenario, "sums": found.sums, "form": form,
        "standings": found.standings, "announced": is_announced, "all": len(found.among),
        "rows": [(one, fields, why[one.project_id]) for one, fields in form.rows],
        "may_take_over": TAKE_OVER_SCENARIO.allows(request.actor, call) and not is_announced,
        "pages": range(1, -(-len(found.among) // MOST) + 1), "here": first + 1,
    }  # fmt: skip


@page
@require_POST
def fill(request: Request, public_id: UUID) -> HttpResponse:
    """Compute the best choice, and put it there."""
    scenario, version = scenario_or_404(request, public_id)
    now = timezone.now()
    among = candidates_of(scenario.call, version, request.actor, now)
    try:
        fill_scenario(scenario=scenario, among=among, by=request.actor, at=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("La proposition est calculée : changez ce que vous voulez."))
    return redirect("scenario", public_id)


@page
@require_http_methods(GET_OR_POST)
def take_over(request: Request, public_id: UUID) -> HttpResponse:
    """All that would be decided, read before it is."""
    scenario, version = scenario_or_404(request, public_id)
    TAKE_OVER_SCENARIO.require(request.actor, scenario.call)
    among = candidates_of(scenario.call, version, request.actor, timezone.now())
    found = arbitrated(scenario, among)
    form = ReasonsForm(typed(request), missing=_without_reason(found))
    if request.method == "POST" and form.is_valid():
        try:
            taken = take_over_scenario(
                scenario=scenario,
                shared=form.cleaned_data,
                seen=asked.number(request.POST.get("revision", "")) or 0,
                by=request.actor,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext("%(num)s décision prise.", "%(num)s décisions prises.", len(taken))
            messages.success(request, said % {"num": len(taken)})
            return redirect("appraisal_table", scenario.call.public_id)
    status = 422 if form.is_bound else 200
    context = {"form": form, **_foreseen(found)}
    return render(request, "appraisal/take_over_scenario.html", context, status=status)


def _without_reason(found: Arbitrated) -> Counter[str]:
    """How many, by what is chosen for them."""
    return Counter(_of(found, one).outcome for one in found.unexplained)


def _foreseen(found: Arbitrated) -> dict[str, Any]:
    """What would be decided, project by project."""
    chosen = [(one, _of(found, one)) for one in found.among]
    return {
        "scenario": found.scenario, "standings": found.standings, "sums": found.sums,
        "rows": [(one, choice, Outcome(choice.outcome).label) for one, choice in chosen],
    }  # fmt: skip


def _of(found: Arbitrated, one: Candidate) -> Chosen:
    return found.chosen.get(one.project_id, NOTHING_SAID)
