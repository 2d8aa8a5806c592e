"""Who owes what to whom, and what one may do about each promise."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.access.policy.blocks import Block
from jalon.contracts import operations
from jalon.contracts.forms import CommitmentForm, SettlementForm, WhyForm
from jalon.contracts.queries.sides import both_sides
from jalon.contracts.queries.steps import steps_owed
from jalon.contracts.rules import PROPOSE_COMMITMENT, SETTLE_COMMITMENT, WITHDRAW_COMMITMENT
from jalon.contracts.views.loading import (
    back,
    bodies_around,
    commitment_or_404,
    followed_or_404,
    show,
    tried,
)
from jalon.dossiers.rules import writes
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

THERE = "commitments"


@page
@require_safe
def commitments(request: Request, public_id: UUID) -> HttpResponse:
    """Both sides, with the same weight."""
    dossier = followed_or_404(request, public_id)
    sides = both_sides(dossier, request.actor)
    can_propose = writes(request.actor, dossier, Block.CONTRACT)
    of_person, of_bodies = steps_owed(dossier, request.actor)
    return show(
        request, dossier, "commitments", sides=sides, can_propose=can_propose,
        steps_of_person=of_person, steps_of_bodies=of_bodies,
    )  # fmt: skip


@page
@require_http_methods(GET_OR_POST)
def propose(request: Request, public_id: UUID) -> HttpResponse:
    """The person or a body: the same form, and nothing binds before the other side says yes."""
    dossier = followed_or_404(request, public_id)
    PROPOSE_COMMITMENT.require(request.actor, dossier)
    bodies = bodies_around(dossier, request)
    form = CommitmentForm(typed(request), bodies=bodies)
    if request.method == "POST" and form.is_valid():
        given, by = form.cleaned_data, request.actor
        is_own = given["organisation"] and given["organisation"].pk == by.organisation_id
        answers = by.affiliation_id if is_own else None
        if tried(
            form,
            lambda: operations.propose_commitment(
                dossier=dossier, **given, answers_id=answers,
                insistence=form.insistence, by=by, at=timezone.now(),
            ),
        ):  # fmt: skip
            return back(request, public_id, _("L’engagement est proposé."), THERE)
    return show(request, dossier, "propose_commitment", form)


@page
@require_POST
def accept(request: Request, public_id: UUID, commitment_id: UUID) -> HttpResponse:
    dossier = followed_or_404(request, public_id)
    commitment = commitment_or_404(request, dossier, commitment_id)
    operations.accept_commitment(commitment=commitment, by=request.actor, at=timezone.now())
    return back(request, public_id, _("L’engagement est accepté."), THERE)


@page
@require_http_methods(GET_OR_POST)
def settle(request: Request, public_id: UUID, commitment_id: UUID) -> HttpResponse:
    """Kept or not, and what shows it."""
    dossier = followed_or_404(request, public_id)
    commitment = commitment_or_404(request, dossier, commitment_id)
    SETTLE_COMMITMENT.require(request.actor, commitment)
    form = SettlementForm(typed(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: operations.settle_commitment(
                commitment=commitment, **form.cleaned_data, insistence=form.insistence,
                by=request.actor, at=timezone.now(),
            ),
        )
    ):  # fmt: skip
        return back(request, public_id, _("C’est enregistré."), THERE)
    return show(request, dossier, "settle_commitment", form, commitment=commitment)


@page
@require_http_methods(GET_OR_POST)
def withdraw(request: Request, public_id: UUID, commitment_id: UUID) -> HttpResponse:
    dossier = followed_or_404(request, public_id)
    commitment = commitment_or_404(request, dossier, commitment_id)
    WITHDRAW_COMMITMENT.require(request.actor, commitment)
    form = WhyForm(typed(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: operations.withdraw_commitment(
                commitment=commitment, why=form.cleaned_data["why"],
                insistence=form.insistence, by=request.actor, at=timezone.now(),
            ),
        )
    ):  # fmt: skip
        return back(request, public_id, _("L’engagement est retiré."), THERE)
    return show(request, dossier, "withdraw_commitment", form, commitment=commitment)
