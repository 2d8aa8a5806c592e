"""Handovers: propose, read the note, accept or decline; those received, accepted in one go."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries.professionals import may_lead, professionals
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.entry import operations
from jalon.entry.forms import HandoverForm
from jalon.entry.models import Handover
from jalon.entry.queries.candidates import candidates
from jalon.entry.queries.handovers import pending, received
from jalon.entry.rules import PROPOSE_HANDOVER
from jalon.kernel.errors import Denied, Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def hand_over(request: Request, public_id: UUID) -> HttpResponse:
    """Find who could take over, read why, write the note; they will accept or decline."""
    dossier = dossier_or_404(request, public_id)
    PROPOSE_HANDOVER.require(request.actor, dossier)
    chosen = request.POST.get("hat") or request.GET.get("vers", "")
    hat = _hat_or_404(request, chosen) if chosen else None
    form = HandoverForm(typed(request))
    if (
        request.method == "POST"
        and hat
        and form.is_valid()
        and _propose(request, dossier, hat, form)
    ):
        return redirect(f"{reverse('dossier_page', args=[public_id])}#equipe")
    words = request.GET.get("q", "")
    read = read_or_404(request, public_id, ["header"])
    context = {"name": read["person"]["name"], "dossier_id": public_id, "hat": hat}
    context |= {"words": words, "form": form, "waiting": pending(dossier)}
    context["found"] = [] if hat else candidates(request.actor, dossier, words)
    status = 422 if form.errors else 200
    return render(request, "entry/hand_over.html", context, status=status)


def _propose(request: Request, dossier: Dossier, hat: Affiliation, form: HandoverForm) -> bool:
    try:
        operations.propose_handover(
            dossier=dossier,
            affiliation=hat,
            note=form.cleaned_data["note"],
            insistence=form.insistence,
            by=request.actor,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.refuse(refusal)
        return False
    messages.success(
        request,
        _("Le relais est proposé à %(name)s. Rien ne change avant sa réponse.")
        % {"name": hat.user.name},
    )
    return True


def _hat_or_404(request: Request, chosen: str) -> Affiliation:
    try:
        wanted = UUID(chosen)
    except ValueError:
        wanted = UUID(int=0)
    return get_object_or_404(may_lead(professionals(request.actor, "")), public_id=wanted)


@page
@require_POST
def withdraw_handover(request: Request, public_id: UUID) -> HttpResponse:
    dossier = dossier_or_404(request, public_id)
    waits = get_object_or_404(Handover, dossier=dossier, state="pending")
    operations.withdraw_handover(handover=waits, by=request.actor, at=timezone.now())
    messages.success(request, _("La proposition de relais est retirée."))
    return redirect("hand_over", public_id)


@page
@require_safe
def handovers(request: Request) -> HttpResponse:
    """What waits for my answer."""
    context = {"waiting": list(received(request.actor))}
    return render(request, "entry/handover_list.html", context)


@page
@require_http_methods(GET_OR_POST)
def answer_handover(request: Request, handover_id: UUID) -> HttpResponse:
    """The note, then yes or no; nothing else of the person before."""
    handover = get_object_or_404(received(request.actor), public_id=handover_id)
    refusal = ""
    if request.method == "POST":
        try:
            return redirect(_answer(request, handover))
        except Denied:
            raise
        except Refused as error:
            refusal = str(error)
    context = {"handover": handover, "refusal": refusal, "typed": request.POST.get("answer", "")}
    status = 422 if refusal else 200
    return render(request, "entry/answer_handover.html", context, status=status)


def _answer(request: Request, handover: Handover) -> str:
    by, at = request.actor, timezone.now()
    if request.POST.get("decision") != "accept":
        answer = request.POST.get("answer", "")[:300]
        operations.decline_handover(handover=handover, answer=answer, by=by, at=at)
        messages.success(request, _("Vous avez décliné ce relais."))
    else:
        operations.accept_handover(handover=handover, by=by, at=at)
        messages.success(request, _("Vous êtes maintenant référent ou référente."))
    return reverse("handovers")


@page
@require_POST
def accept_handovers(request: Request) -> HttpResponse:
    """Accept in one go all that was shown and ticked; what is over meanwhile is left out."""
    chosen = set(request.POST.getlist("handover"))
    accepted = 0
    for handover in received(request.actor):
        if str(handover.public_id) not in chosen:
            continue
        try:
            operations.accept_handover(handover=handover, by=request.actor, at=timezone.now())
        except Refused:
            continue
        accepted += 1
    said = ngettext("%(count)s relais accepté.", "%(count)s relais acceptés.", accepted)
    messages.success(request, said % {"count": accepted})
    return redirect("handovers")
