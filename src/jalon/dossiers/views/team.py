"""Who is around the person: invite, name someone, leave. Handing over is a room of its own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.accounts.models import Affiliation
from jalon.dossiers import operations
from jalon.dossiers.forms.team import InvitationForm
from jalon.dossiers.models import Dossier, TeamRole
from jalon.dossiers.operations import end_membership, take_seat
from jalon.dossiers.queries.professionals import outside, professionals
from jalon.dossiers.queries.ways_in import sent
from jalon.dossiers.rules import END_MEMBERSHIP, TAKE_SEAT
from jalon.dossiers.rules.ways_in import INVITE_MEMBER
from jalon.dossiers.views.loading import dossier_or_404, read_or_404, seat_or_404
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

SHOWN = 20


@page
@require_http_methods(GET_OR_POST)
def invite_member(request: Request, public_id: UUID) -> HttpResponse:
    """Find a professional, choose their role and an end if one is agreed."""
    dossier = dossier_or_404(request, public_id)
    INVITE_MEMBER.require(request.actor, dossier)
    words = request.GET.get("q", "")
    form = InvitationForm(typed(request), initial={"role": TeamRole.CO_ADVISOR})
    if request.method == "POST" and form.is_valid():
        hat = _hat_or_404(professionals(request.actor, ""), form.cleaned_data["hat"])
        if _invite(request, dossier, hat, form):
            return _back(request, public_id, _("%(name)s a reçu votre invitation."), hat)
    found = _offered(request, dossier, words, form)
    context: dict[str, Any] = {"words": words, "found": found, "form": form}
    context["sent"] = list(sent(dossier, at=timezone.now()))
    status = 422 if form.errors else 200
    return _show(request, public_id, "invite_member", context, status=status)


def _invite(request: Request, dossier: Dossier, hat: Affiliation, form: InvitationForm) -> bool:
    typed = {name: form.cleaned_data[name] for name in ("role", "until_on", "word")}
    try:
        operations.invite_member(
            dossier=dossier,
            affiliation=hat,
            **typed,
            insistence=form.insistence,
            by=request.actor,
            at=timezone.now(),
        )
    except Refused as error:
        form.refuse(error)
    return form.is_valid()


def _offered(
    request: Request, dossier: Dossier, words: str, form: InvitationForm
) -> list[Affiliation]:
    """Those found outside the team; once someone is chosen, that one alone."""
    if form.is_bound and form.cleaned_data.get("hat"):
        return list(professionals(request.actor, "").filter(public_id=form.cleaned_data["hat"]))
    return _found(
        words, outside(professionals(request.actor, words), dossier, today=request.actor.today)
    )


@page
@require_http_methods(GET_OR_POST)
def end_seat(request: Request, public_id: UUID, seat_id: UUID) -> HttpResponse:
    """Leave the team, or end someone's place, after a page that says what will happen."""
    dossier = dossier_or_404(request, public_id)
    seat = seat_or_404(dossier, seat_id)
    END_MEMBERSHIP.require(request.actor, seat)
    is_me = seat.affiliation_id == request.actor.affiliation_id
    if request.method == "POST":
        end_membership(seat=seat, by=request.actor, at=timezone.now())
        if is_me:
            messages.success(request, _("Vous avez quitté l’équipe."))
            return redirect("home")
        messages.success(
            request, _("La place a pris fin. Vous pouvez encore l’annuler, dans le fil.")
        )
        return redirect(f"{reverse('dossier_page', args=[public_id])}#equipe")
    return _show(request, public_id, "end_seat", {"seat": seat, "is_me": is_me})


@page
@require_http_methods(GET_OR_POST)
def name_colleague(request: Request, public_id: UUID, seat_id: UUID) -> HttpResponse:
    """A manager names the colleague who holds a seat given to the organisation."""
    dossier = dossier_or_404(request, public_id)
    seat = seat_or_404(dossier, seat_id)
    TAKE_SEAT.require(request.actor, seat)
    hats = professionals(request.actor, "").filter(organisation_id=request.actor.organisation_id)
    colleagues = outside(hats, dossier, today=request.actor.today)
    if request.method == "POST":
        hat = _hat_or_404(colleagues, request.POST.get("hat", ""))
        take_seat(seat=seat, affiliation=hat, by=request.actor, at=timezone.now())
        return _back(request, public_id, _("%(name)s est dans l’équipe."), hat)
    context = {"seat": seat, "colleagues": colleagues[:200]}
    return _show(request, public_id, "name_colleague", context)


def _show(
    request: Request, public_id: UUID, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page that names the person: its reading is on record like any other."""
    read = read_or_404(request, public_id, ["header"])
    shown = {"name": read["person"]["name"], "dossier_id": public_id, **context}
    return render(request, f"dossiers/{name}.html", shown, status=status)


def _found(words: str, hats: QuerySet[Affiliation]) -> list[Affiliation]:
    return list(hats[:SHOWN]) if words.strip() else []


def _hat_or_404(hats: QuerySet[Affiliation], public_id: Any) -> Affiliation:
    try:
        wanted = UUID(str(public_id))
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(hats, public_id=wanted)


def _back(request: Request, public_id: UUID, sentence: str, hat: Affiliation) -> HttpResponse:
    messages.success(request, sentence % {"name": hat.user.name})
    return redirect(f"{reverse('dossier_page', args=[public_id])}#equipe")
