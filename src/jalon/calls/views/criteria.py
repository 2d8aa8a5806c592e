"""The criteria of a call, composed without code: a sentence, then its conditions."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.calls.eligibility.criteria import Criterion, criteria, criterion_as_kept
from jalon.calls.eligibility.expression import WIDEST, Either, Every, Expression, read
from jalon.calls.forms.criteria import ANY, KINDS, CriterionForm, condition_form
from jalon.calls.models import Call, CallVersion
from jalon.calls.operations import revise_call
from jalon.calls.queries.editing import fresh_code, with_criterion, without_criterion
from jalon.calls.queries.spoken import said
from jalon.calls.views.loading import draft_or_404
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

NEW: Final = "nouveau"


@page
@require_http_methods(GET_OR_POST)
def write_criterion(request: Request, public_id: UUID, criterion: str) -> HttpResponse:
    call, draft = draft_or_404(request, public_id)
    found = None if criterion == NEW else _criterion(draft, criterion)
    conditions = [said(one, draft) for one in _conditions(found)]
    form = CriterionForm(
        typed(request), version=draft, conditions=len(conditions), initial=_start(found)
    )
    if request.method == "POST" and form.is_valid():
        written = _from_form(draft, found, form.cleaned_data)
        _keep(request, call, draft, with_criterion(draft.criteria, criterion_as_kept(written)))
        messages.success(request, _("C'est enregistré."))
        return redirect("write_criterion", public_id, written.code)
    context = {
        "call": call, "version": draft, "form": form, "criterion": found,
        "conditions": conditions, "kinds": list(KINDS.items()),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "calls/write_criterion.html", context, status=status)


@page
@require_POST
def remove_criterion(request: Request, public_id: UUID, criterion: str) -> HttpResponse:
    call, draft = draft_or_404(request, public_id)
    _keep(request, call, draft, without_criterion(draft.criteria, criterion))
    messages.success(request, _("Le critère est retiré."))
    return redirect("write_call", public_id)


@page
@require_http_methods(GET_OR_POST)
def add_condition(request: Request, public_id: UUID, criterion: str, kind: str) -> HttpResponse:
    call, draft = draft_or_404(request, public_id)
    found = _criterion(draft, criterion)
    if kind not in KINDS or len(_conditions(found)) >= WIDEST:
        raise Http404
    form = condition_form(kind, draft, typed(request))
    if request.method == "POST" and form.is_valid():
        parts = [*_conditions(found), read(form.expression)]
        _keep_test(request, call, draft, found, parts)
        return redirect("write_criterion", public_id, criterion)
    context = {
        "call": call, "version": draft, "criterion": found, "form": form, "title": KINDS[kind],
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "calls/add_condition.html", context, status=status)


@page
@require_POST
def remove_condition(
    request: Request, public_id: UUID, criterion: str, position: int
) -> HttpResponse:
    call, draft = draft_or_404(request, public_id)
    found = _criterion(draft, criterion)
    parts = _conditions(found)
    if not 0 < position <= len(parts):
        raise Http404
    del parts[position - 1]
    _keep_test(request, call, draft, found, parts)
    return redirect("write_criterion", public_id, criterion)


def _criterion(draft: CallVersion, code: str) -> Criterion:
    for one in criteria(draft.criteria):
        if one.code == code:
            return one
    raise Http404


def _conditions(found: Criterion | None) -> list[Expression]:
    """What is joined, one level deep: what is nested further is one condition, said whole."""
    match found.test if found else None:
        case None:
            return []
        case Every(parts) | Either(parts):
            return list(parts)
        case alone:
            return [alone]


def _joined(parts: list[Expression], *, either: bool) -> Expression | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return Either(tuple(parts)) if either else Every(tuple(parts))


def _start(found: Criterion | None) -> dict[str, Any]:
    if found is None:
        return {}
    join = ANY if isinstance(found.test, Either) else "all"
    return {"label": found.label, "article": found.article, "join": join}


def _from_form(draft: CallVersion, found: Criterion | None, given: dict[str, Any]) -> Criterion:
    taken = {one.code for one in criteria(draft.criteria)} | {NEW}
    code = found.code if found else fresh_code(given["label"], taken)
    test = _joined(_conditions(found), either=given.get("join") == ANY)
    return Criterion(code, given["label"], given["article"], test)


def _keep_test(
    request: Request, call: Call, draft: CallVersion, found: Criterion, parts: list[Expression]
) -> None:
    test = _joined(parts, either=isinstance(found.test, Either))
    written = Criterion(found.code, found.label, found.article, test)
    _keep(request, call, draft, with_criterion(draft.criteria, criterion_as_kept(written)))


def _keep(request: Request, call: Call, draft: CallVersion, kept: list[dict[str, Any]]) -> None:
    revise_call(
        call=call, changes={"criteria": kept}, revision=draft.revision, by=request.actor,
        at=timezone.now(),
    )  # fmt: skip
