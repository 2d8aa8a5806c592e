"""A version being written: begun, its steps changed one by one, what bodies bring to them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.accounts.models import Organisation
from jalon.kernel.errors import Refused
from jalon.strategies.forms import DraftForm, MeansForm, StepForm
from jalon.strategies.models import Strategy, StrategyStep
from jalon.strategies.operations import (
    add_strategy_step,
    declare_means,
    draft_strategy,
    remove_strategy_step,
    revise_strategy_step,
)
from jalon.strategies.queries.drafts import WrittenMeanwhile
from jalon.strategies.queries.in_force import holders
from jalon.strategies.queries.law import LongerThanTheLaw
from jalon.strategies.queries.readable import territories_of
from jalon.strategies.queries.spoken import brought, label_of, spoken
from jalon.strategies.rules import WRITE_STRATEGY
from jalon.strategies.views.loading import step_to_write, version_to_write
from jalon.strategies.views.shown import law_of
from jalon.territories.models import Territory
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def draft(request: Request) -> HttpResponse:
    places = territories_of(request.actor)
    WRITE_STRATEGY.require(request.actor, places[0] if places else None)
    among = Territory.objects.filter(pk__in=[place.pk for place in places]).order_by("-pk")
    form = DraftForm(typed(request), territories=among)
    if request.method == "POST" and form.is_valid():
        try:
            begun = draft_strategy(**form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("strategy", begun.public_id)
    status = 422 if form.is_bound else 200
    return render(request, "strategies/draft_strategy.html", {"form": form}, status=status)


@page
@require_http_methods(GET_OR_POST)
def add(request: Request, public_id: UUID) -> HttpResponse:
    version = version_to_write(request, public_id)
    form = StepForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            step = add_strategy_step(
                strategy=version, values=form.changes, by=request.actor, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("L’étape est ajoutée."))
            return redirect(_place_of(version, step))
    context = {"version": version, "form": form}
    return render(
        request, "strategies/add_strategy_step.html", context, status=422 if form.is_bound else 200
    )


@page
@require_http_methods(GET_OR_POST)
def revise(request: Request, public_id: UUID, step: str) -> HttpResponse:
    found = step_to_write(request, public_id, step)
    form = StepForm(typed(request), step=found)
    meanwhile: list[tuple[str, str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            _revise(found, form, request)
        except WrittenMeanwhile as refusal:
            form.add_error(None, str(refusal))
            meanwhile = _both(request, found, form)
        except LongerThanTheLaw as refusal:
            form.add_error(refusal.field, str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("L’étape est enregistrée."))
            return redirect(_place_of(found.strategy, found))
    context = {**_about(found), "form": form, "meanwhile": meanwhile}
    status = 422 if form.is_bound else 200
    return render(request, "strategies/revise_strategy_step.html", context, status=status)


@page
@require_POST
def remove(request: Request, public_id: UUID, step: str) -> HttpResponse:
    found = step_to_write(request, public_id, step)
    remove_strategy_step(step=found, by=request.actor, at=timezone.now())
    messages.success(request, _("L’étape « %(step)s » est retirée.") % {"step": found.label})
    return redirect("strategy", public_id)


@page
@require_http_methods(GET_OR_POST)
def means(request: Request, public_id: UUID, step: str) -> HttpResponse:
    found = step_to_write(request, public_id, step)
    form = MeansForm(typed(request), bodies=_bodies(found.strategy))
    if request.method == "POST" and form.is_valid():
        try:
            declare_means(step=found, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Les moyens sont enregistrés."))
            return redirect("declare_means", public_id, step)
    context = {**_about(found), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "strategies/declare_means.html", context, status=status)


def _revise(step: StrategyStep, form: StepForm, request: Request) -> None:
    revision = form.cleaned_data["revision"]
    revise_strategy_step(
        step=step, revision=revision, changes=form.changes, by=request.actor, at=timezone.now()
    )


def _both(request: Request, step: StrategyStep, form: StepForm) -> list[tuple[str, str, str]]:
    """(field, what is written now, what is proposed); the next saving is of the latest writing."""
    sent = request.POST.copy()
    sent["revision"] = str(step.revision)
    form.data = sent
    proposed = StrategyStep(**{**form.changes, "strategy": step.strategy})
    return [
        (label_of(name), spoken(step, name), spoken(proposed, name))
        for name in form.changes
        if getattr(step, name) != getattr(proposed, name)
    ]


def _about(step: StrategyStep) -> dict[str, Any]:
    lines = step.means.select_related("organisation").order_by("organisation__name", "kind")
    return {
        "version": step.strategy,
        "step": step,
        "law": law_of(step, timezone.localdate()),
        "lines": [(brought(one), one.organisation) for one in lines],
    }


def _bodies(version: Strategy) -> QuerySet[Organisation]:
    """Open bodies whose territory holds that of the version, or is within it."""
    place = version.territory
    within = Q(territory__in=[pk for pk in holders(place) if pk])
    for holder in ("epci", "department", "region"):
        within |= Q(**{f"territory__{holder}": place})
    return Organisation.objects.filter(within, closed_on=None).order_by("name", "pk")


def _place_of(version: Strategy, step: StrategyStep) -> str:
    return f"{reverse('strategy', args=[version.public_id])}#{step.code}"
