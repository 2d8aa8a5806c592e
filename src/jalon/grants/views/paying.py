"""Payments: asked by the carrier, returned or certified, entered once paid; what is asked back."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.grants import operations
from jalon.grants.forms.paying import (
    AskForm,
    CertifyForm,
    PaidForm,
    RepaymentForm,
    ReturnForm,
    SettledForm,
)
from jalon.grants.models import Agreement, Payment, Repayment
from jalon.grants.queries.totals import totals_of
from jalon.grants.rules import ANSWER_AGREEMENT, WRITE_AGREEMENT
from jalon.grants.views.loading import (
    agreement_or_404,
    agreement_to_answer,
    agreement_to_prepare,
    status_of,
)
from jalon.grants.views.preparing import acted
from jalon.ui.access import page, receives
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.documents import attachment
from jalon.ui.request import Request


def _payment_of(agreement: Agreement, payment_id: UUID) -> Payment:
    payment = get_object_or_404(agreement.payments, public_id=payment_id)
    payment.agreement = agreement
    return payment


@page
@receives(megabytes=16)
@require_http_methods(GET_OR_POST)
def ask(request: Request, public_id: UUID, payment_id: UUID) -> HttpResponse:
    payment = _payment_of(agreement_to_answer(request, public_id), payment_id)
    form = AskForm(
        typed(request), request.FILES or None,
        initial={"cents": payment.asked_cents or payment.cents, "words": payment.asked_words},
    )  # fmt: skip
    if acted(
        request,
        form,
        lambda: operations.ask_payment(
            payment=payment, cents=form.cleaned_data["cents"], words=form.cleaned_data["words"],
            papers=form.papers, by=request.actor, at=timezone.now(),
        ),
        _("Le versement est demandé."),
    ):  # fmt: skip
        return redirect("agreement", public_id)
    papers = payment.papers.defer("content").order_by("pk")
    context = {
        "agreement": payment.agreement, "payment": payment, "form": form, "papers": papers,
    }  # fmt: skip
    return render(request, "grants/ask_payment.html", context, status=status_of(form))


@page
@require_safe
def paper(request: Request, public_id: UUID, payment_id: UUID, paper_id: UUID) -> HttpResponse:
    """A document that supports what is asked, byte for byte: for the two sides alone."""
    agreement, actor = agreement_or_404(request, public_id), request.actor
    if not (WRITE_AGREEMENT.allows(actor, agreement) or ANSWER_AGREEMENT.allows(actor, agreement)):
        raise Http404
    payment = _payment_of(agreement, payment_id)
    found = get_object_or_404(payment.papers, public_id=paper_id)
    ending = found.media_type.rsplit("/", 1)[1]
    return attachment(bytes(found.content), found.media_type, f"piece.{ending}")


@page
@require_http_methods(GET_OR_POST)
def certify(request: Request, public_id: UUID, payment_id: UUID) -> HttpResponse:
    """What is asked and its documents; then the service done, or what is missing."""
    payment = _payment_of(agreement_to_prepare(request, public_id), payment_id)
    form = CertifyForm(typed(request), initial={"cents": payment.asked_cents})
    if acted(
        request,
        form,
        lambda: operations.certify_payment(
            payment=payment, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
        _("Le service fait est constaté."),
    ):
        return redirect("agreement", public_id)
    return _examined(request, payment, form, ReturnForm())


@page
@require_http_methods(["POST"])
def give_back(request: Request, public_id: UUID, payment_id: UUID) -> HttpResponse:
    payment = _payment_of(agreement_to_prepare(request, public_id), payment_id)
    form = ReturnForm(request.POST)
    if acted(
        request,
        form,
        lambda: operations.return_payment(
            payment=payment, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
        _("La demande est renvoyée au porteur."),
    ):
        return redirect("agreement", public_id)
    return _examined(request, payment, CertifyForm(initial={"cents": payment.asked_cents}), form)


def _examined(
    request: Request, payment: Payment, form: CertifyForm, return_form: ReturnForm
) -> HttpResponse:
    papers = payment.papers.defer("content").order_by("pk")
    context = {
        "agreement": payment.agreement, "payment": payment, "papers": papers, "form": form,
        "return_form": return_form,
    }  # fmt: skip
    status = max(status_of(form), status_of(return_form))
    return render(request, "grants/certify_payment.html", context, status=status)


@page
@require_http_methods(GET_OR_POST)
def enter(request: Request, public_id: UUID, payment_id: UUID) -> HttpResponse:
    payment = _payment_of(agreement_to_prepare(request, public_id), payment_id)
    form = PaidForm(typed(request), initial={"paid_on": timezone.localdate()})
    if acted(
        request,
        form,
        lambda: operations.enter_payment(
            payment=payment, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
        _("Le versement est saisi."),
    ):
        return redirect("agreement", public_id)
    context = {"agreement": payment.agreement, "payment": payment, "form": form}
    return render(request, "grants/enter_payment.html", context, status=status_of(form))


@page
@require_http_methods(GET_OR_POST)
def ask_back(request: Request, public_id: UUID) -> HttpResponse:
    agreement, form = agreement_to_prepare(request, public_id), RepaymentForm(typed(request))
    totals = totals_of(agreement)
    if totals.kept_cents <= 0:
        raise Http404
    if acted(
        request,
        form,
        lambda: operations.ask_repayment(
            agreement=agreement, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
        _("Le reversement est demandé. Le porteur est prévenu."),
    ):
        return redirect("agreement", public_id)
    context = {"agreement": agreement, "form": form, "totals": totals}
    return render(request, "grants/ask_repayment.html", context, status=status_of(form))


@page
@require_http_methods(GET_OR_POST)
def settle(request: Request, public_id: UUID, repayment_id: UUID) -> HttpResponse:
    agreement = agreement_to_prepare(request, public_id)
    repayment: Repayment = get_object_or_404(agreement.repayments, public_id=repayment_id)
    repayment.agreement = agreement
    form = SettledForm(typed(request), initial={"settled_on": timezone.localdate()})
    if acted(
        request,
        form,
        lambda: operations.settle_repayment(
            repayment=repayment, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
        _("Le reversement est saisi."),
    ):
        return redirect("agreement", public_id)
    context = {"agreement": agreement, "repayment": repayment, "form": form}
    return render(request, "grants/settle_repayment.html", context, status=status_of(form))
