"""For a manager: who accompanies how many, who is left without a référent, transfers in number."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.dossiers.models import Dossier
from jalon.entry import operations
from jalon.entry.forms import LimitForm, TransferForm
from jalon.entry.models import CaseloadLimit, Handover, HandoverState
from jalon.entry.queries.candidates import (
    colleagues,
    hats_of_body,
    places_left,
    why_not_hers,
    why_not_lead,
)
from jalon.entry.queries.handovers import caseload_of, without_referent
from jalon.entry.queries.referent_requests import referent_requests
from jalon.entry.rules import LIMIT_CASELOAD
from jalon.journal.models import Channel
from jalon.journal.readings import record_listing
from jalon.kernel.errors import Denied, Refused
from jalon.parameters.queries import integer
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

MOST: Final = 200  # dossiers proposed in one go


def _require_manager(request: Request) -> None:
    if request.actor.role != AffiliationRole.MANAGER:
        raise Denied(str(LIMIT_CASELOAD.refusal))


@page
@require_safe
def unaccompanied(request: Request) -> HttpResponse:
    """Every dossier of the body without an acting référent; the target is zero."""
    _require_manager(request)
    left = list(without_referent(request.actor)[:200])
    shown = [dossier.pk for dossier in left]
    record_listing(shown, by=request.actor, at=timezone.now(), channel=Channel.LIST)
    return render(request, "entry/unaccompanied_list.html", {"left": left})


@page
@require_safe
def caseloads(request: Request) -> HttpResponse:
    """How many people each colleague accompanies, and their maximum."""
    _require_manager(request)
    hats = list(colleagues(request.actor))
    usual = integer("caseload.most", on=request.actor.today)
    own = dict(CaseloadLimit.objects.filter(pk__in=hats).values_list("pk", "most"))
    room = places_left(hats, today=request.actor.today)
    lines = [_line(hat, own.get(hat.pk, usual), room[hat.pk]) for hat in hats]
    context = {"lines": lines, "usual": usual, "left": without_referent(request.actor).count()}
    context["changes"] = referent_requests(request.actor).count()
    return render(request, "entry/caseload_list.html", context)


def _line(hat: Affiliation, most: int, left: int) -> dict[str, Any]:
    return {"hat": hat, "most": most, "held": most - left, "is_over": left < 0}


@page
@require_POST
def limit_caseload(request: Request, hat_id: UUID) -> HttpResponse:
    hat = get_object_or_404(colleagues(request.actor), public_id=hat_id)
    form = LimitForm(request.POST)
    if form.is_valid():
        operations.limit_caseload(
            affiliation=hat, most=form.cleaned_data["most"], by=request.actor, at=timezone.now()
        )
        messages.success(request, _("C’est enregistré."))
    else:
        messages.error(request, _("Écrivez un nombre de personnes, de 0 à 500."))
    return redirect("caseloads")


@dataclass(frozen=True)
class Line:
    """One dossier of a transfer: to whom it goes, or why it stays."""

    dossier: Dossier
    refusal: str


@page
@require_http_methods(GET_OR_POST)
def transfer_caseload(request: Request, hat_id: UUID) -> HttpResponse:
    """A whole caseload proposed to a colleague: read line by line, then confirmed."""
    hat = get_object_or_404(hats_of_body(request.actor), public_id=hat_id)
    form = TransferForm(typed(request), receivers=colleagues(request.actor).exclude(pk=hat.pk))
    lines: list[Line] = []
    if request.method == "POST" and form.is_valid():
        lines = _preview(request, hat, form)
        is_sure = "confirm" in request.POST and _is_as_read(request, lines, form)
        if is_sure and _carry_out(request, lines, form):
            return redirect("caseloads")
    context = {"hat": hat, "form": form, "lines": lines, "most": MOST}
    context["possible"] = [line.dossier for line in lines if not line.refusal]
    context["staying"] = _by_reason(lines)
    context["is_cut"] = len(lines) == MOST < caseload_of(request.actor, hat).count()
    status = 422 if form.errors else 200
    return render(request, "entry/transfer_list.html", context, status=status)


def _by_reason(lines: list[Line]) -> list[tuple[str, list[str]]]:
    """Who does not go, under each reason."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.refusal:
            found.setdefault(line.refusal, []).append(line.dossier.person.name)
    return list(found.items())


def _preview(request: Request, hat: Affiliation, form: TransferForm) -> list[Line]:
    """Each dossier of the caseload, with the reason why it cannot go when there is one."""
    receiver = form.cleaned_data["receiver"]
    dossiers = list(caseload_of(request.actor, hat)[:MOST])
    record_listing(
        [one.pk for one in dossiers], by=request.actor, at=timezone.now(), channel=Channel.LIST
    )
    waiting = set(
        Handover.objects.filter(dossier__in=dossiers, state=HandoverState.PENDING).values_list(
            "dossier_id", flat=True
        )
    )
    room = places_left([receiver], today=request.actor.today)[receiver.pk]
    for_nobody = why_not_lead(receiver, today=request.actor.today)
    lines = []
    for dossier in dossiers:
        refusal = for_nobody or why_not_hers(dossier, receiver)
        if dossier.pk in waiting:
            refusal = _("Un relais est déjà proposé.")
        if not refusal and room <= 0:
            refusal = _("Il n’y a plus de place : le maximum serait dépassé.")
        room -= not refusal
        lines.append(Line(dossier, refusal))
    return lines


def _is_as_read(request: Request, lines: list[Line], form: TransferForm) -> bool:
    """Whether what is confirmed is what was read: to the same colleague, the same dossiers."""
    read = set(request.POST.getlist("read"))
    now = {str(line.dossier.public_id) for line in lines if not line.refusal}
    to = str(form.cleaned_data["receiver"].public_id)
    if (request.POST.get("read_for"), read) == (to, now):
        return True
    form.add_error(None, _("Cette liste a changé : relisez-la, puis confirmez."))
    return False


def _carry_out(request: Request, lines: list[Line], form: TransferForm) -> bool:
    """Propose each line that is possible. Words to review stop before the first."""
    done = 0
    for line in lines:
        if line.refusal:
            continue
        try:
            operations.propose_handover(
                dossier=line.dossier,
                affiliation=form.cleaned_data["receiver"],
                note=form.cleaned_data["note"],
                insistence=form.insistence,
                by=request.actor,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.refuse(refusal)
            return False
        done += 1
    said = ngettext("%(count)s relais proposé.", "%(count)s relais proposés.", done)
    messages.success(request, said % {"count": done})
    return True
