"""One agreement: where it stands, what it says, what may be done now; its document."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalon.accounts.actor import Actor
from jalon.grants.adopting import strategy_to_adopt
from jalon.grants.models import Agreement, AgreementVersion
from jalon.grants.paper import drawn, shown
from jalon.grants.queries.readable import binding_version, running_version
from jalon.grants.queries.totals import totals_of
from jalon.grants.rules import (
    ANSWER_AGREEMENT,
    END_AGREEMENT,
    SIGN_AGREEMENT,
    WRITE_AGREEMENT,
)
from jalon.grants.states import AgreementState, PaymentState, ReportState, VersionState
from jalon.grants.views.loading import agreement_or_404
from jalon.ui.access import page
from jalon.ui.documents import PDF, attachment
from jalon.ui.request import Request

UNREAD: Final = (VersionState.REVISING, VersionState.DISCARDED)  # by the consortium


@page
@require_safe
def agreement_page(request: Request, public_id: UUID) -> HttpResponse:
    agreement, actor = agreement_or_404(request, public_id), request.actor
    is_ours = WRITE_AGREEMENT.allows(actor, agreement)
    running = running_version(agreement, is_ours=is_ours)
    binding = binding_version(agreement)
    version = running or binding or _last(agreement, is_ours)
    taken_up = None if is_ours else _taken_up(agreement)
    context = {
        "agreement": agreement,
        "running": running,
        "binding": binding,
        "is_ours": is_ours,
        "taken_up": taken_up,
        "is_hidden": not is_ours and version.state in UNREAD,
        "versions": _signed(agreement),
        "proposed": strategy_to_adopt(agreement.project) if not agreement.strategy_id else None,
        **shown(version),
        **_asked(running),
        **_lived(agreement),
        **_may(agreement, running, actor),
    }
    return render(request, "grants/agreement.html", context)


def _lived(agreement: Agreement) -> dict[str, Any]:
    """What was planned by the text in force, and where it stands."""
    if agreement.entered_at is None:
        return {"payments": [], "reports_due": [], "repayments": [], "totals": None}
    payments = agreement.payments.exclude(state=PaymentState.CANCELLED)
    due = agreement.reports.exclude(state=ReportState.CANCELLED)
    return {
        "payments": list(payments.order_by("due_on", "pk")),
        "reports_due": list(due.order_by("due_on", "pk")),
        "repayments": list(agreement.repayments.order_by("pk")),
        "totals": totals_of(agreement),
        "today": timezone.localdate(),
    }


def _taken_up(agreement: Agreement) -> AgreementVersion | None:
    """The text that the State is writing again: the others read why, and nothing of it."""
    rows = agreement.versions.filter(state=VersionState.REVISING, sent_at__isnull=False)
    return rows.defer("document").first()


def _last(agreement: Agreement, is_ours: bool) -> AgreementVersion:
    """Of an agreement given up before it bound anybody."""
    rows = agreement.versions.defer("document").order_by("-number")
    version = rows.first() if is_ours else rows.filter(sent_at__isnull=False).first()
    if version is None:
        raise Http404
    return version


def _signed(agreement: Agreement) -> list[AgreementVersion]:
    rows = agreement.versions.filter(state=VersionState.SIGNED).defer("document")
    hats = ("carrier_signed_by__user", "state_signed_by__user")
    return list(rows.select_related(*hats).order_by("-number"))


def _asked(running: AgreementVersion | None) -> dict[str, Any]:
    """What the carrier asked in each article, and has not been answered."""
    if running is None:
        return {"asked": {}}
    rows = running.requests.filter(answered_at=None).order_by("pk")
    return {"asked": {one.article: one for one in rows}}


def _may(agreement: Agreement, running: AgreementVersion | None, actor: Actor) -> dict[str, bool]:
    """What this reader may do now."""
    state = running.state if running else ""
    writes = WRITE_AGREEMENT.allows(actor, agreement)
    answers = ANSWER_AGREEMENT.allows(actor, agreement)
    signs = SIGN_AGREEMENT.allows(actor, agreement)
    own = VersionState.CARRIER_SIGNED if writes else VersionState.ACCEPTED
    in_hand = (VersionState.REVIEW, VersionState.ACCEPTED, VersionState.CARRIER_SIGNED)
    is_living = agreement.state == AgreementState.IN_FORCE
    over = (AgreementState.CLOSED, AgreementState.ENDED)
    return {
        "may_write": writes and state in (VersionState.DRAFT, VersionState.REVISING),
        "may_answer": answers and state == VersionState.REVIEW,
        "may_sign": signs and state == own,
        "waits_for_signatory": (writes or answers) and not signs and state == own,
        "may_recall": writes and state in in_hand,
        "may_amend": writes and is_living and running is None,
        "may_discard": writes and is_living and running is not None,
        "may_close": writes and is_living and running is None,
        "asks": answers,
        "examines": writes,
        "may_end": END_AGREEMENT.allows(actor, agreement) and agreement.state not in over,
    }


@page
@require_safe
def paper(request: Request, public_id: UUID) -> HttpResponse:
    """The signed file, byte for byte; before, the text as it stands, to read."""
    agreement = agreement_or_404(request, public_id)
    is_ours = WRITE_AGREEMENT.allows(request.actor, agreement)
    signed = agreement.versions.filter(state=VersionState.SIGNED).order_by("-number").first()
    version = signed or running_version(agreement, is_ours=is_ours)
    if version is None:
        raise Http404
    version.agreement = agreement
    kept = version.document
    content = bytes(kept) if kept is not None else drawn(version)
    return attachment(content, PDF, "convention.pdf" if kept else "projet-de-convention.pdf")
