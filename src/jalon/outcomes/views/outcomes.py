"""Say what the person has found, when it ends, what is known of it later, or that it was wrong."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.kernel.errors import Refused
from jalon.outcomes.forms import EndForm, FollowUpForm, OutcomeForm
from jalon.outcomes.models import Outcome
from jalon.outcomes.operations import (
    answer_follow_up,
    confirm_outcome,
    declare_outcome,
    end_outcome,
    withdraw_outcome,
)
from jalon.outcomes.queries.outcomes import outcomes_of
from jalon.outcomes.rules import WRITE_OUTCOMES
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def declare(request: Request, public_id: UUID) -> HttpResponse:
    """The form of a job, a training, a business, retirement or a move."""
    dossier = dossier_or_404(request, public_id)
    WRITE_OUTCOMES.require(request.actor, dossier)
    form = OutcomeForm(typed(request), initial={"started_on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        try:
            declare_outcome(
                dossier=dossier, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
            return back(request, public_id, _("C’est noté."))
        except Refused as error:
            form.add_error(None, str(error))
    return show(request, public_id, "declare", {"form": form})


@page
@require_http_methods(GET_OR_POST)
def end(request: Request, public_id: UUID, outcome_id: UUID) -> HttpResponse:
    """The last day of a job or of a training."""
    outcome = _outcome_or_404(request, public_id, outcome_id)
    WRITE_OUTCOMES.require(request.actor, outcome.dossier)
    form = EndForm(typed(request), initial={"ended_on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        try:
            end_outcome(outcome=outcome, **form.cleaned_data, by=request.actor, at=timezone.now())
            return back(request, public_id, _("C’est noté."))
        except Refused as error:
            form.add_error(None, str(error))
    return show(request, public_id, "end_outcome", {"form": form, "outcome": outcome})


@page
@require_http_methods(GET_OR_POST)
def follow_up(request: Request, public_id: UUID, outcome_id: UUID, month: int) -> HttpResponse:
    """The news of a job, some months after it began."""
    outcome = _outcome_or_404(request, public_id, outcome_id)
    WRITE_OUTCOMES.require(request.actor, outcome.dossier)
    asked = get_object_or_404(outcome.follow_ups.select_related("outcome__dossier"), month=month)
    form = FollowUpForm(typed(request), initial={"answer": asked.answer})
    if request.method == "POST" and form.is_valid():
        try:
            answer_follow_up(
                follow_up=asked, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
            return back(request, public_id, _("C’est noté."))
        except Refused as error:
            form.add_error(None, str(error))
    return show(request, public_id, "follow_up", {"form": form, "outcome": outcome, "asked": asked})


@page
@require_POST
def withdraw(request: Request, public_id: UUID, outcome_id: UUID) -> HttpResponse:
    """Take back what was declared by mistake."""
    outcome = _outcome_or_404(request, public_id, outcome_id)
    withdraw_outcome(outcome=outcome, by=request.actor, at=timezone.now())
    return back(request, public_id, _("C’est retiré."))


@page
@require_POST
def confirm(request: Request, public_id: UUID, outcome_id: UUID) -> HttpResponse:
    """What the person declared is so."""
    outcome = _outcome_or_404(request, public_id, outcome_id)
    confirm_outcome(outcome=outcome, by=request.actor, at=timezone.now())
    return back(request, public_id, _("C’est confirmé."))


def _outcome_or_404(request: Request, public_id: UUID, outcome_id: UUID) -> Outcome:
    dossier = dossier_or_404(request, public_id)
    return get_object_or_404(outcomes_of(request.actor, dossier), public_id=outcome_id)


def show(request: Request, public_id: UUID, name: str, context: dict[str, Any]) -> HttpResponse:
    """A page that names the person: its reading is on record like any other."""
    read = read_or_404(request, public_id, ["header"])
    form: Form = context["form"]
    shown = {"name": read["person"]["name"], "dossier_id": public_id, **context}
    status = 422 if form.errors else 200
    return render(request, f"outcomes/{name}.html", shown, status=status)


def back(request: Request, public_id: UUID, sentence: str, anchor: str = "sorties") -> HttpResponse:
    messages.success(request, sentence)
    return redirect(f"{reverse('dossier_page', args=[public_id])}#{anchor}")
