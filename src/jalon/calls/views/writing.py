"""A call being written: begun, its parts one by one, its articles."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.calls.eligibility.criteria import criteria
from jalon.calls.forms.parts import PARTS, ArticleForm, BeginForm, part_form
from jalon.calls.operations import draft_call, revise_call
from jalon.calls.queries.completeness import lacks
from jalon.calls.queries.editing import article_at, with_article, without_article
from jalon.calls.queries.spoken import said, specification
from jalon.calls.rules import WRITE_CALL
from jalon.calls.views.loading import draft_or_404
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

NEW = "nouveau"


@page
@require_http_methods(GET_OR_POST)
def begin(request: Request) -> HttpResponse:
    WRITE_CALL.require(request.actor, None)
    form = BeginForm(typed(request), on=request.actor.today)
    if request.method == "POST" and form.is_valid():
        call = draft_call(**form.cleaned_data, by=request.actor, at=timezone.now())
        return redirect("write_call", call.public_id)
    status = 422 if form.is_bound else 200
    return render(request, "calls/draft_call.html", {"form": form}, status=status)


@page
@require_safe
def write(request: Request, public_id: UUID) -> HttpResponse:
    """The whole call and what it lacks: where its writer starts and comes back."""
    call, draft = draft_or_404(request, public_id)
    missing = lacks(draft, at=timezone.now())
    context = {
        "call": call,
        "version": draft,
        "lacks": missing,
        "wanting": {one.part for one in missing},
        "parts": [(code, label) for code, (label, _form) in PARTS.items()],
        "sections": specification(draft),
        "criteria": [(one, said(one.test, draft)) for one in criteria(draft.criteria)],
    }
    return render(request, "calls/write_call.html", context)


@page
@require_http_methods(GET_OR_POST)
def write_part(request: Request, public_id: UUID, part: str) -> HttpResponse:
    call, draft = draft_or_404(request, public_id)
    if part not in PARTS:
        raise Http404
    form = part_form(part, draft, typed(request))
    if request.method == "POST" and form.is_valid() and _write(request, form, form.cleaned_data):
        return redirect("write_call", public_id)
    context = {"call": call, "version": draft, "form": form, "title": PARTS[part][0]}
    status = 422 if form.is_bound else 200
    return render(request, "calls/write_part.html", context, status=status)


@page
@require_http_methods(GET_OR_POST)
def write_article(request: Request, public_id: UUID, article: str) -> HttpResponse:
    call, draft = draft_or_404(request, public_id)
    code = "" if article == NEW else article
    found = article_at(draft.sections, code)
    if code and found is None:
        raise Http404
    form = ArticleForm(typed(request), version=draft, initial=found)
    if request.method == "POST" and form.is_valid():
        sections = with_article(draft.sections, code, form.cleaned_data)
        if _write(request, form, {"sections": sections}):
            return redirect("write_call", public_id)
    context = {"call": call, "version": draft, "form": form, "article": found}
    status = 422 if form.is_bound else 200
    return render(request, "calls/write_article.html", context, status=status)


@page
@require_POST
def remove_article(request: Request, public_id: UUID, article: str) -> HttpResponse:
    call, draft = draft_or_404(request, public_id)
    changes = {"sections": without_article(draft.sections, article)}
    revise_call(
        call=call, changes=changes, revision=draft.revision, by=request.actor, at=timezone.now()
    )
    messages.success(request, _("L'article est retiré."))
    return redirect("write_call", public_id)


def _write(request: Request, form: Any, changes: dict[str, Any]) -> bool:
    """Whether it is written; else the refusal is on the form, beside what was typed."""
    call, draft = draft_or_404(request, request.resolver_match.kwargs["public_id"])  # type: ignore[union-attr]  # resolved
    revision = request.POST.get("revision", "")
    try:
        revise_call(
            call=call,
            changes=changes,
            revision=int(revision[:9]) if revision.isdecimal() else draft.revision,
            by=request.actor,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("C'est enregistré."))
    return True
