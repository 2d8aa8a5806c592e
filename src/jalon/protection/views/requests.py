"""One request: read it, grant it, refuse it, take more time, write the letter."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.journal.models import Channel
from jalon.journal.readings import record_listing
from jalon.kernel.errors import Refused
from jalon.protection.forms import AnswerForm, ExtensionForm
from jalon.protection.models import DataRequest
from jalon.protection.operations import (
    accept_request,
    answer_request,
    extend_request,
    refuse_request,
)
from jalon.protection.queries.desk import in_charge_of
from jalon.protection.views.loading import about
from jalon.protection.views.messages import tell_answer
from jalon.protection.views.words import ASKED, PARTS, STATES
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.documents import pdf_answer
from jalon.ui.request import Request

Act = Callable[[DataRequest, dict[str, Any]], DataRequest]


@page
@require_safe
def one_request(request: Request, request_id: UUID) -> HttpResponse:
    one = _named_or_404(request, request_id)
    return render(request, "protection/request.html", _context(request, one))


@page
@require_http_methods(GET_OR_POST)
def accept(request: Request, request_id: UUID) -> HttpResponse:
    """Grant it; a question is answered, which decides nothing."""

    def act(one: DataRequest, typed: dict[str, Any]) -> DataRequest:
        decide = answer_request if one.kind == "explanation" else accept_request
        return decide(request=one, **typed, by=request.actor, at=timezone.now())

    return _decide(request, request_id, AnswerForm, act, "accept_request")


@page
@require_http_methods(GET_OR_POST)
def refuse(request: Request, request_id: UUID) -> HttpResponse:
    def act(one: DataRequest, typed: dict[str, Any]) -> DataRequest:
        return refuse_request(request=one, **typed, by=request.actor, at=timezone.now())

    return _decide(request, request_id, AnswerForm, act, "refuse_request")


@page
@require_http_methods(GET_OR_POST)
def extend(request: Request, request_id: UUID) -> HttpResponse:
    def act(one: DataRequest, typed: dict[str, Any]) -> DataRequest:
        return extend_request(request=one, **typed, by=request.actor, at=timezone.now())

    return _decide(request, request_id, ExtensionForm, act, "extend_request")


@page
@require_safe
def letter(request: Request, request_id: UUID) -> HttpResponse:
    """The answer as a letter, to print and send."""
    one = _named_or_404(request, request_id, Channel.EXPORT)
    return pdf_answer("protection/letter.html", _context(request, one), "reponse.pdf")


def _decide(
    request: Request,
    request_id: UUID,
    form_class: type[AnswerForm | ExtensionForm],
    act: Act,
    name: str,
) -> HttpResponse:
    """The form, what was typed if it is refused, or the decision and the message that tells it."""
    one = _named_or_404(request, request_id)
    form = form_class(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic(), about(request, one.dossier_number):
                done = act(one, {**form.cleaned_data, "insistence": form.insistence})
                tell_answer(request, done)
        except Refused as error:
            form.refuse(error)
        else:
            _announce(request, done)
            return redirect("data_request", done.public_id)
    context = {**_context(request, one), "form": form}
    return render(request, f"protection/{name}.html", context, status=422 if form.errors else 200)


def _announce(request: Request, done: DataRequest) -> None:
    """Say how the person learns of it; who wrote a letter is answered by one."""
    if not done.asked_by:
        messages.success(request, _("C’est enregistré. Imprimez la lettre et envoyez-la."))
        return
    messages.success(request, _("C’est enregistré. La personne le lira dans son espace."))


def _named_or_404(
    request: Request, request_id: UUID, channel: Channel = Channel.PAGE
) -> DataRequest:
    """The request with the person's name, whose reading is on record like any other."""
    requests = in_charge_of(request.actor).select_related(
        "lead_organisation", "organisation", "reader__user", "asked_by", "entered_by__user",
        "closed_by__user", "closed_by__organisation",
    )  # fmt: skip
    one = get_object_or_404(requests, public_id=request_id)
    record_listing([one.dossier_id], by=request.actor, at=timezone.now(), channel=channel)
    return one


def _context(request: Request, one: DataRequest) -> dict[str, Any]:
    return {
        "one": one,
        "asked": ASKED,
        "states": STATES,
        "parts": PARTS,
        "today": request.actor.today,
        "officer": request.actor,
        "author": request.actor.organisation_name,
    }
