"""A call published, changed by a next version, repeated, given up or cancelled."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.calls.forms.parts import ChangeForm, ReasonForm, TitleForm
from jalon.calls.operations import (
    amend_call,
    cancel_call,
    discard_call,
    duplicate_call,
    publish_call,
)
from jalon.calls.queries.completeness import lacks
from jalon.calls.queries.spoken import overseas
from jalon.calls.rules import CANCEL_CALL, PUBLISH_CALL, WRITE_CALL
from jalon.calls.states import CallState
from jalon.calls.views.loading import call_or_404, draft_or_404
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def publish(request: Request, public_id: UUID) -> HttpResponse:
    call, draft = draft_or_404(request, public_id)
    PUBLISH_CALL.require(request.actor, call)
    is_first = call.state == CallState.DRAFT
    form = None if is_first else ChangeForm(typed(request))
    now = timezone.now()
    if request.method == "POST" and (form is None or form.is_valid()):
        change = form.cleaned_data["change"] if form else ""
        publish_call(call=call, revision=draft.revision, change=change, by=request.actor, at=now)
        messages.success(request, _("C'est publié : tout le monde peut le lire."))
        return redirect("call", public_id)
    context = {
        "call": call, "version": draft, "form": form, "lacks": lacks(draft, at=now),
        "overseas": overseas(draft.closes_at) if draft.closes_at else [],
    }  # fmt: skip
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "calls/publish_call.html", context, status=status)


@page
@require_POST
def amend(request: Request, public_id: UUID) -> HttpResponse:
    call = call_or_404(request, public_id)
    amend_call(call=call, by=request.actor, at=timezone.now())
    messages.success(request, _("La nouvelle version est un brouillon : rien ne change encore."))
    return redirect("write_call", public_id)


@page
@require_http_methods(GET_OR_POST)
def duplicate(request: Request, public_id: UUID) -> HttpResponse:
    call = call_or_404(request, public_id)
    WRITE_CALL.require(request.actor, None)
    form = TitleForm(typed(request), initial={"title": call.title})
    if request.method == "POST" and form.is_valid():
        copy = duplicate_call(call=call, **form.cleaned_data, by=request.actor, at=timezone.now())
        return redirect("write_call", copy.public_id)
    status = 422 if form.is_bound else 200
    return render(request, "calls/duplicate_call.html", {"call": call, "form": form}, status=status)


@page
@require_http_methods(GET_OR_POST)
def discard(request: Request, public_id: UUID) -> HttpResponse:
    call, draft = draft_or_404(request, public_id)
    if request.method == "POST":
        was_never_published = call.state == CallState.DRAFT
        discard_call(call=call, by=request.actor, at=timezone.now())
        messages.success(request, _("Le brouillon est abandonné."))
        return redirect("calls") if was_never_published else redirect("call", public_id)
    return render(request, "calls/discard_call.html", {"call": call, "version": draft})


@page
@require_http_methods(GET_OR_POST)
def cancel(request: Request, public_id: UUID) -> HttpResponse:
    call = call_or_404(request, public_id)
    CANCEL_CALL.require(request.actor, call)
    form = ReasonForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            cancel_call(call=call, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("L'appel est annulé."))
            return redirect("call", public_id)
    status = 422 if form.is_bound else 200
    return render(request, "calls/cancel_call.html", {"call": call, "form": form}, status=status)
