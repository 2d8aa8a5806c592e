"""What arrives by letter, by telephone or at a counter: who asks, then what; then who it was."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.dossiers.models import Dossier, TeamRole
from jalon.dossiers.views.caseload import birth_parts
from jalon.dossiers.views.portrait import birth
from jalon.journal.models import Channel
from jalon.journal.readings import record_listing
from jalon.kernel.errors import Refused
from jalon.people.models import Person
from jalon.protection.forms import EntryForm, FindingForm, ProofForm
from jalon.protection.models import DataRequest
from jalon.protection.operations import Aim, enter_request, prove_identity
from jalon.protection.queries.desk import in_charge_of, protected_dossiers
from jalon.protection.queries.finding import (
    MOST_FOUND,
    Protected,
    protected_people,
    protected_person,
)
from jalon.protection.rules import ENTER_REQUEST, SIT_AT_DESK
from jalon.protection.views.loading import about
from jalon.protection.views.messages import tell_the_body
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request
from jalon.vigilance.counting import question, spend

SHOWN = ("identity", "team")


@page
@require_http_methods(GET_OR_POST)
def find_asker(request: Request) -> HttpResponse:
    """By name, among the people whose data this officer protects; no name in an address."""
    SIT_AT_DESK.require(request.actor, None)
    form = FindingForm(typed(request))
    context: dict[str, Any] = {"form": form, "most": MOST_FOUND, "born": born}
    if request.method == "POST" and form.is_valid():
        found = _found(request, form.cleaned_data["name"])
        context |= {"people": found[:MOST_FOUND], "too_many": len(found) > MOST_FOUND}
    status = 422 if form.errors else 200
    return render(request, "protection/find_asker.html", context, status=status)


def _found(request: Request, typed: str) -> list[Protected]:
    """Counted and on record, even when nobody is found: searching is asking."""
    actor, at = request.actor, timezone.now()
    spend(actor, [question("asker", typed)], opens=False, at=at)
    found = protected_people(actor, typed)
    shown = [one.dossier_id for one in found[:MOST_FOUND]]
    record_listing(shown, by=actor, at=at, channel=Channel.SEARCH)
    return found


@page
@require_http_methods(GET_OR_POST)
def enter_one_request(request: Request, public_id: UUID) -> HttpResponse:
    with about(request, public_id):
        dossier = _protected_or_404(request, public_id)
        ENTER_REQUEST.require(request.actor, dossier)
        record_listing(
            [dossier.pk], by=request.actor, at=timezone.now(), channel=Channel.PAGE, blocks=SHOWN
        )
        form = _entry_form(request, dossier)
        done = _enter(request, dossier, form) if form.is_bound and form.is_valid() else None
        if done:
            messages.success(request, _("La demande est inscrite, avec son délai."))
            return redirect("data_request", done.public_id)
        found = protected_person(request.actor, public_id)
        context = {"form": form, "found": found, "born": born}
        status = 422 if form.errors else 200
        return render(request, "protection/enter_request.html", context, status=status)


def _protected_or_404(request: Request, public_id: UUID) -> Dossier:
    dossiers = protected_dossiers(request.actor).select_related("referent__organisation")
    return get_object_or_404(dossiers, public_id=public_id)


def _entry_form(request: Request, dossier: Dossier) -> EntryForm:
    around = dossier.memberships.in_force(request.actor.today).exclude(role=TeamRole.REFERENT)
    bodies = list(around.values_list("organisation_id", flat=True))
    return EntryForm(typed(request), around=bodies, today=request.actor.today)


def _enter(request: Request, dossier: Dossier, form: EntryForm) -> DataRequest | None:
    said = form.cleaned_data
    try:
        return enter_request(
            dossier=dossier,
            kind=said["kind"],
            body=said["body"],
            aim=Aim(organisation=said["organisation"], block=said["block"]),
            arrival=form.arrival,
            insistence=form.insistence,
            by=request.actor,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.refuse(refusal)
        return None


def born(person: Person) -> str:
    """The birth date in words; it tells two people of one name apart."""
    return birth(birth_parts(person)) or _("date de naissance inconnue")


@page
@require_http_methods(GET_OR_POST)
def prove_one_identity(request: Request, request_id: UUID) -> HttpResponse:
    """What was shown since; only while it is awaited."""
    one = get_object_or_404(in_charge_of(request.actor), public_id=request_id)
    if not (one.is_open and one.awaits_proof):
        raise Http404
    form = ProofForm(typed(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic(), about(request, one.dossier_number):
            done = prove_identity(
                request=one, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
            tell_the_body(request, done)
        messages.success(request, _("C’est noté. Vous pouvez répondre."))
        return redirect("data_request", one.public_id)
    record_listing([one.dossier_id], by=request.actor, at=timezone.now(), channel=Channel.PAGE)
    status = 422 if form.errors else 200
    return render(
        request, "protection/prove_identity.html", {"one": one, "form": form}, status=status
    )
