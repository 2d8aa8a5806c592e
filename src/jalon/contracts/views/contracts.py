"""The contracts of a dossier: all of them, prepare, offer, record an older one, review, end."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.contracts import operations
from jalon.contracts.forms import OfferForm, RecordForm, ReviewForm, TermsForm
from jalon.contracts.models import PROPOSED_STATES, Change, ContractState, EngagementContract
from jalon.contracts.queries.composing import live_commitments, speakable_barriers
from jalon.contracts.queries.shown import in_preparation, shown_contracts, signed_contract
from jalon.contracts.rules import (
    DRAFT_CONTRACT,
    END_CONTRACT,
    OFFER_CONTRACT,
    RECORD_CONTRACT,
    REVIEW_CONTRACT,
    SIGN_CONTRACT,
    reads_contracts,
)
from jalon.contracts.terms import mark_of, principle
from jalon.contracts.turns import Changed
from jalon.contracts.views.loading import (
    back,
    bodies_around,
    contract_or_404,
    followed_or_404,
    show,
    tried,
)
from jalon.dossiers.models import THEMES, Dossier
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_safe
def contracts(request: Request, public_id: UUID) -> HttpResponse:
    """The one in preparation with its next step, the one in force, and those before."""
    dossier = followed_or_404(request, public_id)
    actor = request.actor
    if not reads_contracts(actor, dossier):
        raise Http404
    shown = shown_contracts(dossier, actor)
    states = {one.contract.state for one in shown}
    can = {
        "draft": DRAFT_CONTRACT.allows(actor, dossier),
        "sign": bool(shown) and SIGN_CONTRACT.allows(actor, shown[0].contract),
    }
    return show(
        request, dossier, "contracts", can=can, today=actor.today, shown=shown,
        is_preparing=bool(states & {*PROPOSED_STATES}), has_signed=ContractState.SIGNED in states,
    )  # fmt: skip


@page
@require_http_methods(GET_OR_POST)
def prepare(request: Request, public_id: UUID) -> HttpResponse:
    """Write the terms, or change them while nobody has signed."""
    dossier = followed_or_404(request, public_id)
    DRAFT_CONTRACT.require(request.actor, dossier)
    change = request.GET.get("suite", "")
    change = change if change in Change.values else Change.NONE
    contract = in_preparation(dossier)
    form = TermsForm(typed(request), initial=_first_terms(request, dossier, contract))
    if form.is_bound and form.is_valid() and _save(request, contract or dossier, form, change):
        return back(request, public_id, _("C’est enregistré : rien n’est encore proposé."))
    hours, source = principle(request.actor.today)
    seen = mark_of(contract) if contract else ""
    return show(
        request, dossier, "terms", form, contract=contract, change=change, hours=hours,
        source=source, promises=len(live_commitments(dossier)), seen=seen,
        is_stale=contract and form.is_bound and request.POST.get("seen", "") != seen,
    )  # fmt: skip


def _first_terms(
    request: Request, dossier: Dossier, contract: EngagementContract | None
) -> dict[str, object]:
    """What is being prepared; else what the signed one said."""
    before = contract or signed_contract(dossier)
    if before is None:
        return {"started_on": request.actor.today}
    agreed = before.terms
    return {
        "started_on": before.started_on if contract else request.actor.today,
        "ends_on": before.ends_on if contract else None,
        "review_on": before.review_on if contract else None,
        "weekly_hours": agreed.weekly_hours,
        "adaptations": agreed.adaptations,
        "words": agreed.words,
    }


def _save(
    request: Request, where: EngagementContract | Dossier, form: TermsForm, change: str
) -> bool:
    """Change the contract that the form was about, or draft the first word of one."""
    seen = request.POST.get("seen", "")
    said: dict[str, Any] = {
        "insistence": form.insistence, "by": request.actor, "at": timezone.now(),
    }  # fmt: skip

    def save() -> None:
        if isinstance(where, EngagementContract) and seen:
            operations.revise_contract(contract=where, seen=seen, terms=form.terms(), **said)
        elif seen:
            raise Changed(_("Ce contrat n’est plus en préparation. Relisez-le d’abord."))
        else:
            dossier = where if isinstance(where, Dossier) else where.dossier
            operations.draft_contract(dossier=dossier, change=change, terms=form.terms(), **said)

    return tried(form, save)


@page
@require_http_methods(GET_OR_POST)
def offer(request: Request, public_id: UUID, contract_id: UUID) -> HttpResponse:
    """Look at the whole, choose the difficulties to name, and offer: the text is then frozen."""
    dossier = followed_or_404(request, public_id)
    contract = contract_or_404(request, dossier, contract_id)
    OFFER_CONTRACT.require(request.actor, contract)
    barriers = speakable_barriers(dossier, request.actor)
    form = OfferForm(
        typed(request),
        themes=[(one.theme, THEMES[one.theme]) for one in barriers],
    )
    if request.method == "POST" and form.is_valid():
        given, at = form.cleaned_data, timezone.now()
        if tried(
            form,
            lambda: operations.offer_contract(contract=contract, **given, by=request.actor, at=at),
        ):
            return back(request, public_id, _("Le contrat est proposé à la personne."))
    promises = live_commitments(dossier)
    return show(request, dossier, "offer", form, contract=contract, promises=promises)


@page
@require_http_methods(GET_OR_POST)
def record(request: Request, public_id: UUID) -> HttpResponse:
    """Write down a contract signed elsewhere."""
    dossier = followed_or_404(request, public_id)
    RECORD_CONTRACT.require(request.actor, dossier)
    form = RecordForm(typed(request), bodies=bodies_around(dossier, request))
    if request.method == "POST" and form.is_valid():
        given, at = form.cleaned_data, timezone.now()
        if tried(
            form,
            lambda: operations.record_contract(
                dossier=dossier, kind=given["kind"], organisation=given["organisation"],
                terms=form.terms(), by=request.actor, at=at,
            ),
        ):  # fmt: skip
            return back(request, public_id, _("Le contrat est enregistré."))
    return show(request, dossier, "record", form)


@page
@require_http_methods(GET_OR_POST)
def review(request: Request, public_id: UUID, contract_id: UUID) -> HttpResponse:
    """It was looked at together and stands; or it changes, by an amendment."""
    dossier = followed_or_404(request, public_id)
    contract = contract_or_404(request, dossier, contract_id)
    REVIEW_CONTRACT.require(request.actor, contract)
    form = ReviewForm(typed(request))
    if request.method == "POST" and form.is_valid():
        next_on, at = form.cleaned_data["next_on"], timezone.now()
        if tried(
            form,
            lambda: operations.review_contract(
                contract=contract, next_on=next_on, by=request.actor, at=at
            ),
        ):
            return back(request, public_id, _("Le bilan est noté."))
    return show(request, dossier, "review", form, contract=contract)


@page
@require_http_methods(GET_OR_POST)
def end(request: Request, public_id: UUID, contract_id: UUID) -> HttpResponse:
    dossier = followed_or_404(request, public_id)
    contract = contract_or_404(request, dossier, contract_id)
    END_CONTRACT.require(request.actor, contract)
    if request.method == "POST":
        operations.end_contract(contract=contract, by=request.actor, at=timezone.now())
        return back(request, public_id, _("Le contrat est terminé."))
    return show(request, dossier, "end", contract=contract)
