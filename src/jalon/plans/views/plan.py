"""The page of a plan: see it, propose, answer, do, give up, put in order."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.dossiers.models import Dossier
from jalon.dossiers.views.loading import dossier_or_404
from jalon.dossiers.views.replies import changed
from jalon.kernel.errors import Refused
from jalon.plans.forms import GoalForm, StepForm, WordForm
from jalon.plans.models import Goal, Step
from jalon.plans.operations import propose_goal, propose_step, reorder_plan
from jalon.plans.queries.rows import row_of
from jalon.plans.turns import PlanMoved
from jalon.plans.views.changes import CHANGES, Change
from jalon.plans.views.ordering import order_of
from jalon.plans.views.screen import Doers, Refusal, read_plan_page, show_plan, theme_choices
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import Request


@page
@require_safe
def plan_page(request: Request, public_id: UUID) -> HttpResponse:
    return show_plan(request, public_id)


@page
@require_safe
def plan_block(request: Request, public_id: UUID) -> HttpResponse:
    """The plan alone, as it stands now."""
    return show_plan(request, public_id, alone=True)


@page
@require_http_methods(GET_OR_POST)
def new_goal(request: Request, public_id: UUID) -> HttpResponse:
    if request.method != "POST":
        return redirect(f"{reverse('plan_page', args=[public_id])}#nouvel-objectif")
    dossier, read = dossier_or_404(request, public_id), read_plan_page(request, public_id)
    form = GoalForm(request.POST, themes=theme_choices(read))
    if form.is_valid():
        try:
            goal = propose_goal(
                dossier=dossier, title=form.cleaned_data["title"],
                themes=form.cleaned_data.get("themes", []), insistence=form.insistence,
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
            return _told(request, public_id, _("L’objectif est proposé."), goal.public_id)
        except Refused as error:
            form.refuse(error)
    return show_plan(request, public_id, Refusal(None, "objectif", form), alone=bool(request.htmx))


@page
@require_http_methods(GET_OR_POST)
def new_step(request: Request, public_id: UUID, goal_id: UUID) -> HttpResponse:
    dossier = dossier_or_404(request, public_id)
    goal = _row_or_404(request, dossier, goal_id)
    if not isinstance(goal, Goal):
        raise Http404
    if request.method != "POST":
        return redirect(f"{reverse('plan_page', args=[public_id])}#o-{goal_id}")
    form = StepForm(request.POST, doers=Doers(read_plan_page(request, public_id)).choices)
    if form.is_valid():
        try:
            step = _propose(request, goal, form)
            return _told(request, public_id, _("L’étape est proposée."), step.public_id)
        except Refused as error:
            form.refuse(error)
    refusal = Refusal(goal_id, "etape", form)
    return show_plan(request, public_id, refusal, alone=bool(request.htmx))


def _propose(request: Request, goal: Goal, form: StepForm) -> Step:
    typed = form.cleaned_data
    before = typed.get("repeats")
    repeats = get_object_or_404(goal.steps.all(), public_id=before) if before else None
    return propose_step(
        goal=goal, title=typed["title"], organisation=form.organisation, due_on=typed["due_on"],
        repeats=repeats, insistence=form.insistence, by=request.actor, at=timezone.now(),
    )  # fmt: skip


@page
@require_http_methods(GET_OR_POST)
def change_plan(request: Request, public_id: UUID, row_id: UUID, kind: str) -> HttpResponse:
    """Do one thing to a goal or to a step; refused, its form opens again with what was typed."""
    dossier = dossier_or_404(request, public_id)
    row, change = _row_or_404(request, dossier, row_id), CHANGES.get(kind)
    if change is None or not change.exists_for(row):
        raise Http404
    if request.method != "POST":
        return redirect(f"{reverse('plan_page', args=[public_id])}#o-{row_id}")
    form = _form(request, public_id, row, kind)
    standing = None
    if form.is_valid():
        try:
            _make(request, row, change, form)
            return _told(request, public_id, str(change.done), row_id)
        except PlanMoved as moved:
            standing = moved.standing
            form.add_error(None, str(moved))
        except Refused as error:
            form.refuse(error)
    refusal = Refusal(row_id, kind, form, standing)
    return show_plan(request, public_id, refusal, alone=bool(request.htmx))


def _form(request: Request, public_id: UUID, row: Any, kind: str) -> Any:
    if kind != "reformuler":
        return WordForm(request.POST)
    if isinstance(row, Step):
        return StepForm(request.POST, doers=Doers(read_plan_page(request, public_id)).choices)
    return GoalForm(request.POST)


def _make(request: Request, row: Any, change: Change, form: Any) -> None:
    typed = dict(form.cleaned_data)
    if isinstance(form, StepForm):
        typed["organisation"] = form.organisation
    seen = request.POST.get("seen", "")
    number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
    change.make(row, number, typed, form.insistence, by=request.actor, at=timezone.now())


@page
@require_POST
def put_in_order(request: Request, public_id: UUID) -> HttpResponse:
    """The numbers in the order wanted, or in the order shown with one to move up or down."""
    dossier = dossier_or_404(request, public_id)
    goal = None
    if "goal" in request.POST:
        goal = _row_or_404(request, dossier, order_of(request.POST, "goal")[0])
    if goal is not None and not isinstance(goal, Goal):
        raise Http404
    order = order_of(request.POST, "order")
    reorder_plan(dossier=dossier, order=order, goal=goal, by=request.actor, at=timezone.now())
    return _told(request, public_id, _("L’ordre est changé."), goal.public_id if goal else None)


def _row_or_404(request: Request, dossier: Dossier, row_id: UUID) -> Goal | Step:
    row = row_of(request.actor, dossier, row_id)
    if row is None:
        raise Http404
    return row


def _told(request: Request, public_id: UUID, said: str, row: UUID | None) -> HttpResponse:
    if request.htmx:
        return changed(show_plan(request, public_id, alone=True), "header", announce=said)
    messages.success(request, said)
    anchor = f"#o-{row}" if row else ""
    return redirect(f"{reverse('plan_page', args=[public_id])}{anchor}")
