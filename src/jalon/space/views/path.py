"""« Mon chemin »: what I do, what they do for me, what waits for my yes or my no."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.accounts.models import Organisation
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import rights
from jalon.journal.models import Channel
from jalon.kernel.errors import Refused
from jalon.outcomes.queries.course import suspension_of
from jalon.plans.forms import DoneForm
from jalon.plans.models import Bearer, Goal, Step
from jalon.plans.operations import propose_goal, propose_step
from jalon.plans.queries.on_page import Plan, read_plan
from jalon.plans.queries.rows import row_of
from jalon.plans.views import photos
from jalon.plans.views.changes import OWN_CHANGES
from jalon.space.forms import MyGoalForm, MyStepForm
from jalon.space.queries.own_dossier import OwnDossier
from jalon.space.views.loading import own_or_404, show
from jalon.ui.access import personal_page, receives
from jalon.ui.asked import GET_OR_POST, number, typed
from jalon.ui.photos import HEAVIEST
from jalon.ui.request import PersonalRequest

# Said otherwise is a new proposal: the person says no, or proposes their own.
ELSEWHERE = {"reformuler"}


@personal_page
@require_safe
def my_path(request: PersonalRequest) -> HttpResponse:
    own = own_or_404(request, "plan")
    return show(
        request, "path", own, plan=plan_of(request, own), today=request.actor.today,
        suspension=suspension_of(own.id),
    )  # fmt: skip


@personal_page
@receives(megabytes=HEAVIEST)
@require_http_methods(GET_OR_POST)
def one_of_my_path(request: PersonalRequest, row_id: UUID) -> HttpResponse:
    """One goal or one step: what it is, and what I can say of it."""
    own = own_or_404(request, "plan")
    row, refusal = _row_or_404(request, own, row_id), ""
    form = DoneForm(typed(request), request.FILES or None)
    if request.method == "POST":
        if form.is_valid():
            try:
                return _changed(request, row, form)
            except Refused as error:
                refusal = str(error)
        refusal = refusal or _("Votre mot est trop long.")
    shown = next((one for one in _rows(request, own) if one["number"] == row_id), None)
    if shown is None:
        raise Http404
    status = 422 if refusal else 200
    return show(
        request, "path_one", own, status=status, row=shown, refusal=refusal,
        word=request.POST.get("word", ""),
    )  # fmt: skip


@personal_page
@require_safe
def my_photo(request: PersonalRequest, row_id: UUID) -> HttpResponse:
    """The photo I sent, to keep."""
    own = own_or_404(request, "plan", channel=Channel.EXPORT)
    row = _row_or_404(request, own, row_id)
    photo = photos.last_photo(row) if isinstance(row, Step) else None
    if photo is None:
        raise Http404
    return photos.answer(photo)


def _changed(request: PersonalRequest, row: Goal | Step, form: DoneForm) -> HttpResponse:
    what, seen = request.POST.get("what", ""), request.POST.get("seen", "")
    change = OWN_CHANGES.get(what)
    if what in ELSEWHERE or change is None or not change.exists_for(row):
        raise Http404
    given = form.cleaned_data | {"photo": form.photo_sent}
    change.make(row, number(seen) or 0, given, form.insistence, by=request.actor, at=timezone.now())
    messages.success(request, str(change.done))
    return redirect(f"{reverse('space_path')}#o-{row.public_id}")


@personal_page
@require_http_methods(GET_OR_POST)
def propose_my_goal(request: PersonalRequest) -> HttpResponse:
    own = own_or_404(request)
    form = MyGoalForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            propose_goal(
                dossier=_dossier(own), title=form.cleaned_data["title"], themes=[],
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Votre objectif est proposé."))
            return redirect("space_path")
    return show(request, "path_goal", own, status=422 if form.errors else 200, form=form)


@personal_page
@require_http_methods(GET_OR_POST)
def propose_my_step(request: PersonalRequest, row_id: UUID) -> HttpResponse:
    """Something I would do, or that I ask somebody around me to do."""
    own = own_or_404(request, "plan")
    goal = _row_or_404(request, own, row_id)
    if not isinstance(goal, Goal):
        raise Http404
    form = MyStepForm(typed(request), team=own.team, today=request.actor.today)
    if request.method == "POST" and form.is_valid():
        try:
            _propose(request, goal, form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("C’est proposé."))
            return redirect("space_path")
    status = 422 if form.errors else 200
    return show(request, "path_step", own, status=status, form=form, goal=goal)


def _propose(request: PersonalRequest, goal: Goal, given: dict[str, Any]) -> Step:
    who = given["who"]
    organisation = None if who == Bearer.PERSON else Organisation.objects.get(pk=int(who))
    return propose_step(
        goal=goal, title=given["title"], organisation=organisation, due_on=given["due_on"],
        by=request.actor, at=timezone.now(),
    )  # fmt: skip


def _dossier(own: OwnDossier) -> Dossier:
    return Dossier.objects.get(pk=own.id)


def plan_of(request: PersonalRequest, own: OwnDossier, known: Dossier | None = None) -> Plan:
    """The plan as the person reads it: whole. `known`, the dossier when it is at hand."""
    dossier = known or _dossier(own)
    told = {"opened_at": dossier.opened_at, "closed_at": dossier.closed_at}
    return read_plan(own.id, told, rights(request.actor, dossier), request.actor)


def _rows(request: PersonalRequest, own: OwnDossier) -> list[Plan]:
    plan = plan_of(request, own)
    return [*plan["goals"], *plan["steps"]]


def _row_or_404(request: PersonalRequest, own: OwnDossier, row_id: UUID) -> Goal | Step:
    row = row_of(request.actor, _dossier(own), row_id)
    if row is None:
        raise Http404
    return row
