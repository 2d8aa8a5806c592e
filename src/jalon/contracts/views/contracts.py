"""The contracts of a dossier: all of them, prepare, offer, record an older one, review, end."""

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
from jalon.contracts.terms import principle
from jalon.contracts.views.loading import (
    GET_OR_POST,
    back,
    bodies_around,
    contract_or_404,
    followed_or_404,
    show,
    tried,
)
from jalon.dossiers.models import THEMES, Dossier
from jalon.ui.access import page
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
    form = TermsForm(request.POST or None, initial=_first_terms(request, dossier, contract))
    if request.method == "POST" and form.is_valid() and _save(request, dossier, form, change):
        return back(request, public_id, _("C’est enregistré : rien n’est encore proposé."))
    hours, source = principle(request.actor.today)
    return show(
        request, dossier, "terms", form, contract=contract, change=change, hours=hours,
        source=source, promises=len(live_commitments(dossier)),
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


def _save(request: Request, dossier: Dossier, form: TermsForm, change: str) -> bool:
    contract, by, insistence = in_preparation(dossier), request.actor, form.insistence

    def save() -> None:
        terms, at = form.terms(), timezone.now()
        if contract:
            operations.revise_contract(
                contract=contract, terms=terms, insistence=insistence, by=by, at=at
            )
        else:
            operations.draft_contract(
                dossier=dossier, change=change, terms=terms, insistence=insistence, by=by, at=at
            )

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
        request.POST if request.method == "POST" else None,
        themes=[(one.theme, THEMES[one.theme]) for one in barriers],
    )
    if request.method == "POST" and form.is_valid():
        typed, at = form.cleaned_data, timezone.now()
        if tried(
            form,
            lambda: operations.offer_contract(contract=contract, **typed, by=request.actor, at=at),
        ):
            return back(request, public_id, _("Le contrat est proposé à la personne."))
    promises = live_commitments(dossier)
    return show(request, dossier, "offer", form, contract=contract, promises=promises)


@page
@require_http_methods(GET_OR_POST)
def record(request: Request, public_id: UUID) -> HttpResponse:
    """Write down a CER, PPAE, CEJ or PACEA signed elsewhere."""
    dossier = followed_or_404(request, public_id)
    RECORD_CONTRACT.require(request.actor, dossier)
    form = RecordForm(request.POST or None, bodies=bodies_around(dossier, request))
    if request.method == "POST" and form.is_valid():
        typed, at = form.cleaned_data, timezone.now()
        if tried(
            form,
            lambda: operations.record_contract(
                dossier=dossier, kind=typed["kind"], organisation=typed["organisation"],
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
    form = ReviewForm(request.POST if request.method == "POST" else None)
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
