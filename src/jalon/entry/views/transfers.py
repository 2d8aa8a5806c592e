"""People who move: ask the other département, and answer there."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.accounts.models import Organisation
from jalon.dossiers.models import Dossier
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.entry import operations
from jalon.entry.forms import ArrivalForm, MoveForm
from jalon.entry.models import Transfer
from jalon.entry.queries.transfers import arrivals, destinations, preview, waiting
from jalon.entry.rules import REQUEST_TRANSFER
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def request_transfer(request: Request, public_id: UUID) -> HttpResponse:
    """Choose where she goes, read what they will read, say that she agrees, write the note."""
    dossier = dossier_or_404(request, public_id)
    REQUEST_TRANSFER.require(request.actor, dossier)
    bodies = destinations(dossier, actor=request.actor)
    chosen = request.POST.get("there") or request.GET.get("vers", "")
    there = _chosen(bodies, chosen)
    form = MoveForm(typed(request))
    is_sent = request.method == "POST" and there is not None and form.is_valid()
    if there and is_sent and _ask(request, dossier, there, form):
        return redirect(f"{reverse('dossier_page', args=[public_id])}#orientation")
    read = read_or_404(request, public_id, ["header"])
    context = {"name": read["person"]["name"], "dossier_id": public_id, "form": form}
    context |= {"waiting": waiting(dossier), "there": there, "shown_as": dossier.person.outline}
    context["bodies"] = [] if there else list(bodies)
    context["preview"] = preview(request.actor, dossier, there) if there else None
    return render(
        request, "entry/request_transfer.html", context, status=422 if form.errors else 200
    )


def _chosen(bodies: QuerySet[Organisation], chosen: str) -> Organisation | None:
    try:
        return bodies.filter(public_id=UUID(chosen)).first() if chosen else None
    except ValueError:
        return None


def _ask(request: Request, dossier: Dossier, there: Organisation, form: MoveForm) -> bool:
    try:
        operations.request_transfer(
            dossier=dossier,
            organisation=there,
            **form.cleaned_data,
            insistence=form.insistence,
            by=request.actor,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("Le transfert est demandé. Rien ne change avant la réponse."))
    return True


@page
@require_POST
def withdraw_transfer(request: Request, public_id: UUID) -> HttpResponse:
    dossier = dossier_or_404(request, public_id)
    waits = get_object_or_404(Transfer, dossier=dossier, state="pending")
    operations.withdraw_transfer(transfer=waits, by=request.actor, at=timezone.now())
    messages.success(request, _("La demande de transfert est retirée."))
    return redirect("request_transfer", public_id)


@page
@require_http_methods(GET_OR_POST)
def answer_transfer(request: Request, transfer_id: UUID) -> HttpResponse:
    """The note, then yes or no; nothing else of the person before."""
    transfer = get_object_or_404(arrivals(request.actor), public_id=transfer_id)
    form = ArrivalForm(typed(request))
    if request.method == "POST" and form.is_valid() and _answer(request, transfer, form):
        return redirect("orientation_queue")
    context = {"transfer": transfer, "form": form}
    return render(
        request, "entry/answer_transfer.html", context, status=422 if form.errors else 200
    )


def _answer(request: Request, transfer: Transfer, form: ArrivalForm) -> bool:
    by, at = request.actor, timezone.now()
    try:
        if form.cleaned_data["decision"] == "refuse":
            reason = form.cleaned_data["reason"]
            operations.refuse_transfer(
                transfer=transfer, reason=reason, insistence=form.insistence, by=by, at=at
            )
            messages.success(request, _("Le transfert est refusé. La raison sera dite."))
            return True
        operations.accept_transfer(transfer=transfer, by=by, at=at)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("Cette personne est accueillie : son orientation est à décider."))
    return True
