"""Reports: what the platform measured, what the carrier writes; accepted, or asked for more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.grants import operations
from jalon.grants.forms.paying import ReportForm, ReturnForm
from jalon.grants.models import Agreement, Report
from jalon.grants.queries.measuring import FIGURES, measured
from jalon.grants.rules import ANSWER_AGREEMENT, WRITE_AGREEMENT
from jalon.grants.states import ReportState
from jalon.grants.views.loading import (
    agreement_or_404,
    agreement_to_answer,
    agreement_to_prepare,
    status_of,
)
from jalon.grants.views.preparing import acted
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

WRITTEN = ("revision", "spent_cents", "people", "means", "results", "impact")
OPEN = (ReportState.DUE, ReportState.RETURNED)
TOLD = (ReportState.GIVEN, ReportState.ACCEPTED)


def _report_of(agreement: Agreement, report_id: UUID) -> Report:
    report = get_object_or_404(agreement.reports, public_id=report_id)
    report.agreement = agreement
    return report


@page
@require_http_methods(GET_OR_POST)
def report_page(request: Request, public_id: UUID, report_id: UUID) -> HttpResponse:
    """One report, for the two sides; the carrier writes in it while it is open."""
    report = _report_of(agreement_or_404(request, public_id), report_id)
    actor = request.actor
    writes = ANSWER_AGREEMENT.allows(actor, report.agreement) and report.state in OPEN
    form = _form_of(request, report) if writes else None
    if form is not None and acted(
        request,
        form,
        lambda: operations.write_report(
            report=report, changes=form.changes, seen=form.cleaned_data["revision"],
            by=actor, at=timezone.now(),
        ),
        _("Le rapport est enregistré."),
    ):  # fmt: skip
        return redirect("report", public_id, report_id)
    return _shown(request, report, form, ReturnForm())


def _form_of(request: Request, report: Report) -> ReportForm:
    start = {name: getattr(report, name) for name in WRITTEN}
    return ReportForm(typed(request), initial={**start, "fte": report.fte_hundredths})


def _shown(
    request: Request, report: Report, form: ReportForm | None, return_form: ReturnForm
) -> HttpResponse:
    agreement = report.agreement
    is_ours = WRITE_AGREEMENT.allows(request.actor, agreement)
    context = {
        "agreement": agreement, "report": report, "form": form, "return_form": return_form,
        "is_ours": is_ours, "figures": _figures(report),
        "may_give": timezone.localdate() > report.period_until,
        "is_late": report.is_late(request.actor.today),
        "is_told": report.state in TOLD or ANSWER_AGREEMENT.allows(request.actor, agreement),
        "reminded_at": _reminded_at(report) if is_ours else None,
        "may_judge": is_ours and report.state == ReportState.GIVEN,
    }  # fmt: skip
    status = max(status_of(form), status_of(return_form))
    return render(request, "grants/report.html", context, status=status)


def _reminded_at(report: Report) -> datetime | None:
    """When its carrier was told last that it is due, or late."""
    told = report.agreement.report_reminders.filter(due_on=report.due_on)
    return told.aggregate(last=Max("sent_at"))["last"]


def _figures(report: Report) -> list[tuple[Any, int | None]]:
    """Frozen once given; before, as they are measured today."""
    today = timezone.localdate()
    if report.state in OPEN and today < report.period_from:
        return []
    kept = measured(report, today=today) if report.state in OPEN else report.measured
    return [(label, kept[code]) for code, label in FIGURES.items() if code in kept]


@page
@require_POST
def give(request: Request, public_id: UUID, report_id: UUID) -> HttpResponse:
    report = _report_of(agreement_to_answer(request, public_id), report_id)
    try:
        operations.give_report(report=report, by=request.actor, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Le rapport est remis à l’État."))
    return redirect("report", public_id, report_id)


@page
@require_POST
def accept(request: Request, public_id: UUID, report_id: UUID) -> HttpResponse:
    report = _report_of(agreement_to_prepare(request, public_id), report_id)
    try:
        operations.accept_report(report=report, by=request.actor, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Le rapport est accepté."))
    return redirect("agreement", public_id)


@page
@require_POST
def give_back(request: Request, public_id: UUID, report_id: UUID) -> HttpResponse:
    report = _report_of(agreement_to_prepare(request, public_id), report_id)
    form = ReturnForm(request.POST)
    if acted(
        request,
        form,
        lambda: operations.return_report(
            report=report, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
        _("Le porteur est prévenu : il complète son rapport."),
    ):
        return redirect("agreement", public_id)
    return _shown(request, report, None, form)
