"""Ask for an orientation, ask for another one, answer that request."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.dossiers.models import Dossier
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.entry import operations
from jalon.entry.forms import AnswerForm, InformationForm, ReorientationForm
from jalon.entry.models import Reorientation
from jalon.entry.queries import queue
from jalon.entry.queries.bodies import that_may_orient
from jalon.entry.rules import RECEIVE_INFORMATION, REQUEST_REORIENTATION
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def receive_information(request: Request, public_id: UUID) -> HttpResponse:
    """Which body orients this person, and since when it knows."""
    dossier = dossier_or_404(request, public_id)
    RECEIVE_INFORMATION.require(request.actor, dossier)
    bodies = that_may_orient(request.actor)
    first = bodies.first()
    initial = {"received_on": request.actor.today, "organisation": first and first.public_id}
    form = InformationForm(typed(request), bodies=bodies, initial=initial)
    if request.method == "POST" and form.is_valid() and _receive(request, dossier, form):
        return redirect(_section_of(public_id))
    read = read_or_404(request, public_id, ["header"])
    context = {"name": read["person"]["name"], "dossier_id": public_id, "form": form}
    status = 422 if form.errors else 200
    return render(request, "entry/receive_information.html", context, status=status)


def _receive(request: Request, dossier: Dossier, form: InformationForm) -> bool:
    try:
        operations.receive_information(
            dossier=dossier, **form.cleaned_data, by=request.actor, at=timezone.now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("L’orientation est demandée."))
    return True


@page
@require_http_methods(GET_OR_POST)
def request_reorientation(request: Request, public_id: UUID) -> HttpResponse:
    dossier = dossier_or_404(request, public_id)
    REQUEST_REORIENTATION.require(request.actor, dossier)
    form = ReorientationForm(typed(request))
    if request.method == "POST" and form.is_valid() and _ask_again(request, dossier, form):
        return redirect(_section_of(public_id))
    read = read_or_404(request, public_id, ["header"])
    context = {"name": read["person"]["name"], "dossier_id": public_id, "form": form}
    status = 422 if form.errors else 200
    return render(request, "entry/request_reorientation.html", context, status=status)


def _ask_again(request: Request, dossier: Dossier, form: ReorientationForm) -> bool:
    try:
        operations.request_reorientation(
            dossier=dossier,
            reason=form.cleaned_data["reason"],
            insistence=form.insistence,
            by=request.actor,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("La demande est envoyée. La réponse paraîtra dans le dossier."))
    return True


@page
@require_POST
def take_reorientation(request: Request, reorientation_id: UUID) -> HttpResponse:
    asked = get_object_or_404(queue.requests(request.actor), public_id=reorientation_id)
    operations.take_reorientation(reorientation=asked, by=request.actor, at=timezone.now())
    return redirect("answer_reorientation", reorientation_id)


@page
@require_http_methods(GET_OR_POST)
def answer_reorientation(request: Request, reorientation_id: UUID) -> HttpResponse:
    """Yes, and the new decision follows at once; or no, and why."""
    mine = queue.requests(request.actor).filter(taken_by_id=request.actor.affiliation_id)
    held = mine.select_related("dossier", "requested_by__user", "requested_by__organisation")
    asked = get_object_or_404(held, public_id=reorientation_id)
    form = AnswerForm(typed(request))
    if request.method == "POST" and form.is_valid() and (onward := _answer(request, asked, form)):
        return redirect(onward)
    read = read_or_404(request, asked.dossier.public_id, ["header"])
    context = {"name": read["person"]["name"], "asked": asked, "form": form}
    context["dossier_id"] = asked.dossier.public_id
    status = 422 if form.errors else 200
    return render(request, "entry/answer_reorientation.html", context, status=status)


def _answer(request: Request, asked: Reorientation, form: AnswerForm) -> str:
    """Where the answer leads; nowhere when it is refused."""
    given = {"reason": form.cleaned_data["reason"], "insistence": form.insistence}
    by, at = request.actor, timezone.now()
    try:
        if form.cleaned_data["decision"] == "refuse":
            operations.refuse_reorientation(reorientation=asked, **given, by=by, at=at)
            messages.success(request, _("La demande est refusée. La réponse sera dite."))
            return reverse("orientation_queue")
        begun = operations.accept_reorientation(reorientation=asked, **given, by=by, at=at)
    except Refused as refusal:
        form.refuse(refusal)
        return ""
    messages.success(request, _("La demande est acceptée : décidez maintenant."))
    return reverse("decide_orientation", args=[begun.public_id])


def _section_of(public_id: UUID) -> str:
    return f"{reverse('dossier_page', args=[public_id])}#orientation"
