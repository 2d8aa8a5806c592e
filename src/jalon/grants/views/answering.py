"""What the carrier answers; then each side signs, the carrier first."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.grants import operations
from jalon.grants.content import articles
from jalon.grants.forms.agreement import ChangesForm
from jalon.grants.paper import shown
from jalon.grants.queries.readable import running_version
from jalon.grants.rules import SIGN_AGREEMENT
from jalon.grants.states import VersionState
from jalon.grants.views.loading import (
    agreement_or_404,
    agreement_to_answer,
    status_of,
)
from jalon.grants.views.preparing import acted
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, number, typed
from jalon.ui.request import Request


def _nothing_waits(request: Request, public_id: UUID) -> HttpResponse:
    """The State has taken the text up since, or both have signed: the agreement says which."""
    messages.warning(request, _("Aucun texte n’attend votre réponse."))
    return redirect("agreement", public_id)


@page
@require_http_methods(GET_OR_POST)
def answer(request: Request, public_id: UUID) -> HttpResponse:
    """The whole text, then two ways: accept it, or ask for changes article by article."""
    agreement = agreement_to_answer(request, public_id)
    version = running_version(agreement, is_ours=False)
    if version is None:
        return _nothing_waits(request, public_id)
    form = ChangesForm(typed(request), articles=articles(version.articles))
    if acted(
        request,
        form,
        lambda: operations.ask_agreement_changes(
            agreement=agreement, wanted=form.wanted, by=request.actor, at=timezone.now()
        ),
        _("Vos demandes sont envoyées à l’État."),
    ):
        return redirect("agreement", public_id)
    is_ours = version.state == VersionState.REVIEW
    context = {"agreement": agreement, "form": form, "is_ours": is_ours, **shown(version)}
    return render(request, "grants/answer_agreement.html", context, status=status_of(form))


@page
@require_POST
def accept(request: Request, public_id: UUID) -> HttpResponse:
    agreement = agreement_to_answer(request, public_id)
    seen = number(request.POST.get("revision", "")) or 0
    try:
        operations.accept_agreement(
            agreement=agreement, seen=seen, by=request.actor, at=timezone.now()
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("answer_agreement", public_id)
    messages.success(request, _("Le texte est accepté : une personne responsable peut le signer."))
    return redirect("agreement", public_id)


@page
@require_http_methods(GET_OR_POST)
def sign(request: Request, public_id: UUID) -> HttpResponse:
    """What is signed and what follows are said first."""
    agreement = agreement_or_404(request, public_id)
    SIGN_AGREEMENT.require(request.actor, agreement)
    is_state = agreement.project.call.organisation_id == request.actor.organisation_id
    version, refusal = running_version(agreement, is_ours=is_state), ""
    if version is None:
        return _nothing_waits(request, public_id)
    if request.method == "POST":
        try:
            operations.sign_agreement(
                agreement=agreement, seen=number(request.POST.get("revision", "")) or 0,
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Votre signature est apposée."))
            return redirect("agreement", public_id)
    context = {
        "agreement": agreement, "refusal": refusal, "is_state": is_state,
        "actor": request.actor, **shown(version),
    }  # fmt: skip
    status = 409 if refusal else 200
    return render(request, "grants/sign_agreement.html", context, status=status)
