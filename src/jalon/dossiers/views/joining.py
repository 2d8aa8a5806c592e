"""Asking to join the team of a person whom one meets; deciding who joins."""

from dataclasses import astuple
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.dossiers import operations
from jalon.dossiers.forms.meeting import NAMES, DecisionForm, JoinForm
from jalon.dossiers.models import JoinRequest
from jalon.dossiers.queries.ways_in import to_decide
from jalon.dossiers.rules.ways_in import REQUEST_TO_JOIN
from jalon.dossiers.views.answers import tell_decision
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request
from jalon.vigilance.counting import question, spend

USUAL = timedelta(days=183)  # the end that is proposed; whoever decides changes it


@page
@require_http_methods(GET_OR_POST)
def request_to_join(request: Request) -> HttpResponse:
    REQUEST_TO_JOIN.require(request.actor, None)
    form = JoinForm(typed(request))
    if request.method == "POST" and form.is_valid() and _ask(request, form):
        messages.success(request, _("Votre demande est partie. La réponse paraîtra ici."))
        return redirect("home")
    status = 422 if form.errors else 200
    context = {"form": form, "names": NAMES}
    return render(request, "dossiers/request_to_join.html", context, status=status)


def _ask(request: Request, form: JoinForm) -> bool:
    at = timezone.now()
    asked = question(*astuple(form.keys), *astuple(form.identity))
    spend(request.actor, [asked], opens=False, at=at)
    typed = {name: form.cleaned_data[name] for name in ("role", "reason")}
    try:
        operations.request_to_join(
            identity=form.identity,
            keys=form.keys,
            **typed,
            insistence=form.insistence,
            by=request.actor,
            at=at,
        )
    except Refused as refusal:
        form.refuse(refusal)
    return form.is_valid()


@page
@require_http_methods(GET_OR_POST)
def decide_join_request(request: Request, public_id: UUID, request_id: UUID) -> HttpResponse:
    dossier = dossier_or_404(request, public_id)
    waiting = to_decide(request.actor, at=timezone.now()).filter(dossier=dossier)
    asked = get_object_or_404(waiting, public_id=request_id)
    start = {"until_on": request.actor.today + USUAL}
    form = DecisionForm(typed(request), initial=start)
    if request.method == "POST" and form.is_valid() and _decide(request, asked, form):
        messages.success(request, _("Votre réponse est enregistrée."))
        return redirect("dossier_page", public_id)
    read = read_or_404(request, public_id, ["header"])
    context = {"asked": asked, "form": form, "name": read["person"]["name"]}
    context["dossier_id"] = public_id
    status = 422 if form.errors else 200
    return render(request, "dossiers/decide_join_request.html", context, status=status)


def _decide(request: Request, asked: JoinRequest, form: DecisionForm) -> bool:
    said, by, at = form.cleaned_data, request.actor, timezone.now()
    try:
        with transaction.atomic():
            if said["decision"] == "accept":
                operations.accept_join_request(
                    request=asked, until_on=said["until_on"], by=by, at=at
                )
            else:
                operations.refuse_join_request(
                    request=asked, answer=said["answer"], insistence=form.insistence, by=by, at=at
                )
            asked.refresh_from_db()
            tell_decision(request, asked)
    except Refused as refusal:
        form.refuse(refusal)
    return form.is_valid()
