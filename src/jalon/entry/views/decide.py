"""One orientation: the proposal and what explains it, the decision, the letter."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.dossiers.views import portrait
from jalon.dossiers.views.loading import read_or_404
from jalon.entry import operations
from jalon.entry.forms import DecisionForm
from jalon.entry.models import Notice, Orientation
from jalon.entry.queries import queue
from jalon.entry.queries.bodies import that_may_lead
from jalon.entry.queries.situation import situation
from jalon.entry.referential import Proposal, propose
from jalon.entry.rules import DECIDE_ORIENTATION
from jalon.entry.views import words
from jalon.entry.views.queue import next_address
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

READ = ["header", "rights", "education", "work", "barriers"]


@page
@require_http_methods(GET_OR_POST)
def decide_orientation(request: Request, orientation_id: UUID) -> HttpResponse:
    """Read the proposal, decide, say why; then the next one."""
    held = queue.in_hand(request.actor).filter(decided_at=None)
    orientation = get_object_or_404(held, public_id=orientation_id)
    DECIDE_ORIENTATION.require(request.actor, orientation)
    proposal = propose(situation(request.actor, orientation.dossier))
    bodies = that_may_lead(request.actor)
    form = DecisionForm(typed(request), bodies=bodies, proposal=proposal)
    if request.method == "POST" and form.is_valid() and _decide(request, orientation, form):
        return redirect(_onward(request))
    read = read_or_404(request, orientation.dossier.public_id, READ)
    context = {"orientation": orientation, "form": form, **_said(request, read, proposal)}
    context["lateness"] = words.lateness(orientation.due_on, request.actor.today)
    context["tone"] = words.tone(orientation.due_on, request.actor.today)
    status = 422 if form.errors else 200
    return render(request, "entry/decide_orientation.html", context, status=status)


def _onward(request: Request) -> str:
    return next_address(request) if "next" in request.POST else "orientation_queue"


def _decide(request: Request, orientation: Orientation, form: DecisionForm) -> bool:
    try:
        operations.decide_orientation(
            orientation=orientation,
            **form.typed,
            insistence=form.insistence,
            by=request.actor,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("C’est décidé. La personne va en être informée."))
    return True


def _said(request: Request, read: dict[str, Any], proposal: Proposal) -> dict[str, Any]:
    """The person in a few words, and the proposal with all that explains it."""
    return {
        "name": read["person"]["name"],
        "age": portrait.age(read["person"], request.actor.today),
        "commune": portrait.commune(read["contact"]),
        "dossier_id": read["dossier"]["public_id"],
        "proposal": proposal,
        "sentence": words.proposal_sentence(proposal),
        "criteria": [words.criterion(one) for one in proposal.criteria],
        "leads": [words.lead(one) for one in proposal.leads],
        "blocks": portrait.blocks(
            read, tuple(name for name in ("work", "education") if read[name])
        ),
    }


@page
@require_safe
def orientation_letter(request: Request, orientation_id: UUID) -> HttpResponse:
    """What is printed for a person who is not told by e-mail."""
    held = queue.to_hand_over(request.actor).select_related("grounds")
    orientation = get_object_or_404(held, public_id=orientation_id)
    read = read_or_404(request, orientation.dossier.public_id, ["header", "contact"])
    context = {
        "orientation": orientation,
        "person": read["person"],
        "contact": read["contact"],
        "track": words.track_label(orientation.track),
    }
    return render(request, "entry/orientation_letter.html", context)


@page
@require_POST
def notify_orientation(request: Request, orientation_id: UUID) -> HttpResponse:
    """The letter has left, or was given in hand."""
    orientation = get_object_or_404(queue.to_hand_over(request.actor), public_id=orientation_id)
    how = Notice.IN_HAND if request.POST.get("how") == Notice.IN_HAND else Notice.LETTER
    operations.notify_orientation(
        orientation=orientation, how=how, by=request.actor, at=timezone.now()
    )
    messages.success(request, _("C’est noté : la personne est informée."))
    return redirect("orientation_queue")
