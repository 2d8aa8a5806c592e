"""People of the body who ask for another référent, and the manager's answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.accounts.models import AffiliationRole
from jalon.entry.forms import AnswerForm
from jalon.entry.models import ReferentRequest
from jalon.entry.operations import answer_referent_request
from jalon.entry.queries.referent_requests import referent_requests
from jalon.entry.rules import ANSWER_REFERENT_REQUEST
from jalon.journal.models import Channel
from jalon.journal.readings import record_listing
from jalon.kernel.errors import Denied, Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_safe
def asked(request: Request) -> HttpResponse:
    """Who asks, since when; never shown to the référent."""
    if request.actor.role != AffiliationRole.MANAGER:
        raise Denied(str(ANSWER_REFERENT_REQUEST.refusal))
    waiting = list(referent_requests(request.actor)[:200])
    shown = [one.dossier_id for one in waiting]
    record_listing(shown, by=request.actor, at=timezone.now(), channel=Channel.LIST)
    return render(request, "entry/referent_request_list.html", {"waiting": waiting})


@page
@require_http_methods(GET_OR_POST)
def answer(request: Request, request_id: UUID) -> HttpResponse:
    one = get_object_or_404(referent_requests(request.actor), public_id=request_id)
    form = AnswerForm(typed(request))
    if request.method == "POST" and form.is_valid() and (onward := _answered(request, one, form)):
        return redirect(onward)
    now = timezone.now()
    record_listing([one.dossier_id], by=request.actor, at=now, channel=Channel.PAGE)
    context = {"one": one, "form": form, "panel": form.panel}
    status = 422 if form.errors else 200
    return render(request, "entry/answer_referent_request.html", context, status=status)


def _answered(request: Request, one: ReferentRequest, form: AnswerForm) -> str:
    """Where the answer leads: a yes, to the relay; nowhere when it is refused."""
    is_accepted = form.cleaned_data["decision"] == "accept"
    try:
        answer_referent_request(
            request=one, is_accepted=is_accepted, reason=form.cleaned_data["reason"],
            insistence=form.insistence, by=request.actor, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        form.refuse(refusal)
        return ""
    messages.success(request, _("La personne lira votre réponse dans son espace."))
    if is_accepted:
        return reverse("hand_over", args=[one.dossier.public_id])
    return reverse("referent_requests")
