"""Invited into a team: who invites, for which role, and yes or no; nothing else of the person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.accounts.acting import acting
from jalon.dossiers import operations
from jalon.dossiers.models import Invitation
from jalon.dossiers.queries.ways_in import received, sent
from jalon.dossiers.views.loading import dossier_or_404
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def answer_invitation(request: Request, invitation_id: UUID) -> HttpResponse:
    waiting = received(request.actor, at=timezone.now())
    invitation = get_object_or_404(waiting, public_id=invitation_id)
    refusal = ""
    if request.method == "POST":
        try:
            return _answer(request, invitation)
        except Refused as error:
            refusal = str(error)
    context = {"invitation": invitation, "refusal": refusal}
    status = 422 if refusal else 200
    return render(request, "dossiers/answer_invitation.html", context, status=status)


def _answer(request: Request, invitation: Invitation) -> HttpResponse:
    by, at = request.actor, timezone.now()
    if request.POST.get("decision") != "accept":
        operations.decline_invitation(invitation=invitation, by=by, at=at)
        messages.success(request, _("Vous avez décliné l’invitation."))
        return redirect("home")
    seat = operations.accept_invitation(invitation=invitation, by=by, at=at)
    messages.success(request, _("Vous êtes dans l’équipe."))
    with acting(by, at=at):
        return redirect("dossier_page", seat.dossier.public_id)


@page
@require_POST
def withdraw_invitation(request: Request, public_id: UUID, invitation_id: UUID) -> HttpResponse:
    dossier = dossier_or_404(request, public_id)
    waiting = sent(dossier, at=timezone.now()).select_related("dossier")
    invitation = get_object_or_404(waiting, public_id=invitation_id)
    operations.withdraw_invitation(invitation=invitation, by=request.actor, at=timezone.now())
    messages.success(request, _("L’invitation est retirée."))
    return redirect(reverse("invite_member", args=[public_id]))
