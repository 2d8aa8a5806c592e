"""Say that the assessment is complete, that the support stands still, and take each back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.dossiers.views.loading import dossier_or_404
from jalon.kernel.errors import Refused
from jalon.outcomes.forms import ProlongForm, ResumeForm, SuspensionForm
from jalon.outcomes.models import Conclusion, Suspension
from jalon.outcomes.operations import (
    conclude_assessment,
    prolong_support,
    reopen_assessment,
    resume_support,
    suspend_support,
    withdraw_suspension,
)
from jalon.outcomes.rules import PROLONG_SUPPORT, RESUME_SUPPORT, SUSPEND_SUPPORT, grounds_open_to
from jalon.outcomes.views.outcomes import back, show
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

ANCHOR = "diagnostic"


@page
@require_POST
def conclude(request: Request, public_id: UUID) -> HttpResponse:
    dossier = dossier_or_404(request, public_id)
    try:
        conclude_assessment(dossier=dossier, by=request.actor, at=timezone.now())
    except Refused as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('dossier_page', args=[public_id])}#{ANCHOR}")
    return back(request, public_id, _("Le diagnostic est établi."), ANCHOR)


@page
@require_POST
def reopen(request: Request, public_id: UUID, conclusion_id: UUID) -> HttpResponse:
    dossier = dossier_or_404(request, public_id)
    said = Conclusion.objects.filter(dossier=dossier, withdrawn_at=None)
    conclusion = get_object_or_404(said.select_related("dossier"), public_id=conclusion_id)
    reopen_assessment(conclusion=conclusion, by=request.actor, at=timezone.now())
    return back(request, public_id, _("C’est retiré."), ANCHOR)


@page
@require_http_methods(GET_OR_POST)
def suspend(request: Request, public_id: UUID) -> HttpResponse:
    """The form: a reason among those that this professional may write, and dates."""
    dossier = dossier_or_404(request, public_id)
    SUSPEND_SUPPORT.require(request.actor, dossier)
    today = request.actor.today
    grounds = grounds_open_to(request.actor, dossier)
    form = SuspensionForm(typed(request), initial={"from_on": today}, grounds=grounds)
    if request.method == "POST" and form.is_valid():
        try:
            suspend_support(
                dossier=dossier, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
            return back(request, public_id, _("L’accompagnement est suspendu."), ANCHOR)
        except Refused as error:
            form.add_error(None, str(error))
    return show(request, public_id, "suspend", {"form": form})


@page
@require_http_methods(GET_OR_POST)
def prolong(request: Request, public_id: UUID, suspension_id: UUID) -> HttpResponse:
    """A later day, for the same reason or for another one from today on."""
    suspension = _suspension_or_404(request, public_id, suspension_id)
    PROLONG_SUPPORT.require(request.actor, suspension.dossier)
    grounds = grounds_open_to(request.actor, suspension.dossier)
    form = ProlongForm(typed(request), grounds=grounds)
    if request.method == "POST" and form.is_valid():
        try:
            prolong_support(
                suspension=suspension, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
            return back(request, public_id, _("La suspension est prolongée."), ANCHOR)
        except Refused as error:
            form.add_error(None, str(error))
    return show(request, public_id, "prolong", {"form": form, "suspension": suspension})


@page
@require_http_methods(GET_OR_POST)
def resume(request: Request, public_id: UUID, suspension_id: UUID) -> HttpResponse:
    """The day the person came back."""
    suspension = _suspension_or_404(request, public_id, suspension_id)
    RESUME_SUPPORT.require(request.actor, suspension.dossier)
    form = ResumeForm(typed(request), initial={"resumed_on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        try:
            resume_support(
                suspension=suspension, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
            return back(request, public_id, _("L’accompagnement reprend."), ANCHOR)
        except Refused as error:
            form.add_error(None, str(error))
    return show(request, public_id, "resume", {"form": form, "suspension": suspension})


@page
@require_POST
def withdraw(request: Request, public_id: UUID, suspension_id: UUID) -> HttpResponse:
    suspension = _suspension_or_404(request, public_id, suspension_id)
    withdraw_suspension(suspension=suspension, by=request.actor, at=timezone.now())
    return back(request, public_id, _("C’est retiré."), ANCHOR)


def _suspension_or_404(request: Request, public_id: UUID, suspension_id: UUID) -> Suspension:
    dossier = dossier_or_404(request, public_id)
    standing = Suspension.objects.filter(dossier=dossier, withdrawn_at=None)
    return get_object_or_404(standing.select_related("dossier"), public_id=suspension_id)
