"""What the State does with an agreement: draw it up, send it, take it up again, amend, end it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.grants import operations
from jalon.grants.content import articles, reports, schedule
from jalon.grants.forms.agreement import (
    AmendForm,
    DraftForm,
    EndForm,
    MoneyForm,
    ReasonForm,
    TextForm,
)
from jalon.grants.models import Agreement
from jalon.grants.queries.remaining import remains
from jalon.grants.rules import DRAFT_AGREEMENT, END_AGREEMENT
from jalon.grants.views.loading import agreement_to_prepare, running_or_404, status_of
from jalon.kernel.errors import Refused
from jalon.projects.queries.readable import readable as readable_projects
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


def acted(request: Request, form: Any, act: Callable[[], object], said: str) -> bool:
    """Whether what was asked is done; a refusal is told on the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, said)
    return True


def _done(request: Request, public_id: UUID, act: Callable[[], object], said: str) -> HttpResponse:
    """The page of the agreement again; a refusal is told there."""
    try:
        act()
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("agreement", public_id)


@page
@require_http_methods(GET_OR_POST)
def draft(request: Request, public_id: UUID) -> HttpResponse:
    """Its number; the rest is drawn from what was filed and decided."""
    project = get_object_or_404(readable_projects(request.actor), public_id=public_id)
    if not DRAFT_AGREEMENT.allows(request.actor, project):
        raise Http404
    form = DraftForm(typed(request))
    if acted(
        request,
        form,
        lambda: operations.draft_agreement(
            project=project, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
        _("Le projet de convention est prêt à relire."),
    ):
        return redirect("agreement", public_id)
    context = {"project": project, "form": form}
    return render(request, "grants/draft_agreement.html", context, status=status_of(form))


def _written(request: Request, agreement: Agreement, form: Any) -> bool:
    return acted(
        request,
        form,
        lambda: operations.revise_agreement(
            agreement=agreement, changes=form.changes, seen=form.cleaned_data["revision"],
            by=request.actor, at=timezone.now(),
        ),
        _("Le texte est enregistré."),
    )  # fmt: skip


@page
@require_http_methods(GET_OR_POST)
def write(request: Request, public_id: UUID) -> HttpResponse:
    """The articles, with what the carrier asks beside."""
    agreement = agreement_to_prepare(request, public_id)
    version = running_or_404(request, agreement)
    start = {name: getattr(version, name) for name in ("revision", "starts_on", "ends_on")}
    form = TextForm(
        typed(request), articles=articles(version.articles), is_amendment=version.number > 1,
        initial={**start, "change": version.change},
    )  # fmt: skip
    if _written(request, agreement, form):
        return redirect("agreement", public_id)
    asked = version.requests.filter(answered_at=None).order_by("pk")
    titles = {one.code: one.title for one in articles(version.articles)}
    context = {
        "agreement": agreement, "version": version, "form": form,
        "asked": [(titles.get(one.article, ""), one.body) for one in asked],
    }  # fmt: skip
    return render(request, "grants/revise_agreement.html", context, status=status_of(form))


@page
@require_http_methods(GET_OR_POST)
def money(request: Request, public_id: UUID) -> HttpResponse:
    """The amount, the payments, the days of the reports."""
    agreement = agreement_to_prepare(request, public_id)
    version = running_or_404(request, agreement)
    form = MoneyForm(
        typed(request), schedule=schedule(version.schedule), reports=reports(version.reports),
        initial={"revision": version.revision, "amount_cents": version.amount_cents},
    )  # fmt: skip
    if _written(request, agreement, form):
        return redirect("agreement", public_id)
    context = {"agreement": agreement, "version": version, "form": form}
    return render(request, "grants/revise_schedule.html", context, status=status_of(form))


@page
@require_POST
def send(request: Request, public_id: UUID) -> HttpResponse:
    agreement = agreement_to_prepare(request, public_id)
    return _done(
        request,
        public_id,
        lambda: operations.send_agreement(agreement=agreement, by=request.actor, at=timezone.now()),
        _("Le porteur est prévenu : il relit, puis répond."),
    )


@page
@require_http_methods(GET_OR_POST)
def recall(request: Request, public_id: UUID) -> HttpResponse:
    agreement = agreement_to_prepare(request, public_id)
    version, form = running_or_404(request, agreement), ReasonForm(typed(request))
    if acted(
        request,
        form,
        lambda: operations.recall_agreement(
            agreement=agreement, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
        _("Le texte est repris. Le porteur est prévenu."),
    ):
        return redirect("agreement", public_id)
    context = {"agreement": agreement, "version": version, "form": form}
    return render(request, "grants/recall_agreement.html", context, status=status_of(form))


@page
@require_http_methods(GET_OR_POST)
def amend(request: Request, public_id: UUID) -> HttpResponse:
    agreement, form = agreement_to_prepare(request, public_id), AmendForm(typed(request))
    if acted(
        request,
        form,
        lambda: operations.amend_agreement(
            agreement=agreement, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
        _("L’avenant est commencé : changez le texte, puis envoyez-le au porteur."),
    ):
        return redirect("agreement", public_id)
    context = {"agreement": agreement, "form": form}
    return render(request, "grants/amend_agreement.html", context, status=status_of(form))


@page
@require_POST
def discard(request: Request, public_id: UUID) -> HttpResponse:
    agreement = agreement_to_prepare(request, public_id)
    return _done(
        request,
        public_id,
        lambda: operations.discard_amendment(
            agreement=agreement, by=request.actor, at=timezone.now()
        ),
        _("L’avenant est abandonné. La convention reste en vigueur."),
    )


@page
@require_http_methods(GET_OR_POST)
def close(request: Request, public_id: UUID) -> HttpResponse:
    """What remains is said first."""
    agreement = agreement_to_prepare(request, public_id)
    if request.method == "POST":
        return _done(
            request,
            public_id,
            lambda: operations.close_agreement(
                agreement=agreement, by=request.actor, at=timezone.now()
            ),
            _("La convention est soldée."),
        )
    context = {"agreement": agreement, "left": remains(agreement)}
    return render(request, "grants/close_agreement.html", context)


def _ended(agreement: Agreement) -> str:
    """What is said once it is over: of one that bound, of one that was sent, of a mere draft."""
    if agreement.entered_at:
        return _("La convention est résiliée. Le porteur est prévenu.")
    if agreement.sent_at:
        return _("La convention est abandonnée. Le porteur est prévenu.")
    return _("La convention est abandonnée.")


@page
@require_http_methods(GET_OR_POST)
def end(request: Request, public_id: UUID) -> HttpResponse:
    agreement = agreement_to_prepare(request, public_id)
    END_AGREEMENT.require(request.actor, agreement)
    form = EndForm(typed(request))
    if acted(
        request,
        form,
        lambda: operations.end_agreement(
            agreement=agreement, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
        _ended(agreement),
    ):
        return redirect("agreement", public_id)
    context = {"agreement": agreement, "form": form}
    return render(request, "grants/end_agreement.html", context, status=status_of(form))
