"""A dossier opened in an emergency: by whom, until when, and the letter that tells the person."""

from dataclasses import astuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.dossiers import operations
from jalon.dossiers.forms.meeting import NAMES, EmergencyForm
from jalon.dossiers.models import ExceptionalAccess
from jalon.dossiers.queries.emergencies import to_know
from jalon.dossiers.rules.ways_in import OPEN_EXCEPTIONAL_ACCESS
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request
from jalon.vigilance.counting import question, spend


@page
@require_http_methods(GET_OR_POST)
def open_exceptional_access(request: Request) -> HttpResponse:
    """Say exactly whom, and why; then their dossier opens, for some minutes."""
    OPEN_EXCEPTIONAL_ACCESS.require(request.actor, None)
    form = EmergencyForm(typed(request))
    if request.method == "POST" and form.is_valid():
        access = _open(request, form)
        if access:
            return redirect("dossier_page", access.dossier.public_id)
    status = 422 if form.errors else 200
    context = {"form": form, "names": NAMES}
    return render(request, "dossiers/open_exceptional_access.html", context, status=status)


def _open(request: Request, form: EmergencyForm) -> ExceptionalAccess | None:
    at = timezone.now()
    asked = question(*astuple(form.keys), *astuple(form.identity))
    spend(request.actor, [asked], opens=False, at=at)
    try:
        return operations.open_exceptional_access(
            identity=form.identity,
            keys=form.keys,
            reason=form.cleaned_data["reason"],
            insistence=form.insistence,
            by=request.actor,
            at=at,
        )
    except Refused as refusal:
        form.refuse(refusal)
        return None


@page
@require_POST
def close_exceptional_access(request: Request, public_id: UUID) -> HttpResponse:
    dossier = dossier_or_404(request, public_id)
    actor, at = request.actor, timezone.now()
    mine = ExceptionalAccess.objects.open_to(actor.affiliation_id, at=at, on=actor.today)
    access = get_object_or_404(mine, dossier=dossier)
    operations.close_exceptional_access(access=access, by=actor, at=at)
    messages.success(request, _("L’accès est refermé."))
    return redirect("home")


@page
@require_safe
def access_letter(request: Request, public_id: UUID, access_id: UUID) -> HttpResponse:
    """What the référent prints for a person who cannot be told otherwise."""
    dossier = dossier_or_404(request, public_id)
    access = get_object_or_404(to_know(request.actor), dossier=dossier, public_id=access_id)
    read = read_or_404(request, public_id, ["header", "contact"])
    context = {"access": access, "person": read["person"], "contact": read["contact"]}
    return render(request, "dossiers/access_letter.html", context)
