"""My rights: ask, follow what I asked, change my mind."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.kernel.errors import Refused
from jalon.protection.models import DataRequest, RequestKind
from jalon.protection.operations import Aim, withdraw_request
from jalon.protection.queries.deadlines import answer_due
from jalon.protection.views.words import ASKED, PARTS, STATES
from jalon.space.forms import CorrectionForm, DemandForm, LimitationForm, ObjectionForm
from jalon.space.queries.own_dossier import OwnDossier
from jalon.space.views.filing import file_and_tell
from jalon.space.views.loading import own_or_404, show
from jalon.ui.access import personal_page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import PersonalRequest

# The word of the address, and what is asked there. A question starts from a reading, elsewhere.
ADDRESSES = {
    "copie": RequestKind.ACCESS,
    "corriger": RequestKind.CORRECTION,
    "opposition": RequestKind.OBJECTION,
    "suspendre": RequestKind.LIMITATION,
    "effacer": RequestKind.ERASURE,
}


@personal_page
@require_safe
def my_rights(request: PersonalRequest) -> HttpResponse:
    own = own_or_404(request)
    mine = list(_requests(own).order_by("-received_at", "-pk"))
    ways = [(word, ASKED[kind]) for word, kind in ADDRESSES.items()]
    return show(request, "rights", own, requests=mine, ways=ways, asked=ASKED, states=STATES)


@personal_page
@require_http_methods(GET_OR_POST)
def ask(request: PersonalRequest, kind: str) -> HttpResponse:
    if kind not in ADDRESSES:
        raise Http404
    own, asked = own_or_404(request), ADDRESSES[kind]
    form = _form(asked, own, typed(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        aim = Aim(organisation=given.get("organisation"), block=given.get("block", ""))
        try:
            filed = file_and_tell(request, own, asked, given["body"], aim)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Votre demande est arrivée."))
            return redirect("space_request", filed.public_id)
    context = {"kind": asked, "title": ASKED[asked], "due_on": answer_due(request.actor.today)}
    return show(request, "ask", own, status=422 if form.errors else 200, form=form, **context)


@personal_page
@require_safe
def my_request(request: PersonalRequest, request_id: UUID) -> HttpResponse:
    own = own_or_404(request)
    one = get_object_or_404(_requests(own), public_id=request_id)
    return show(request, "request", own, one=one, asked=ASKED, states=STATES, parts=PARTS)


@personal_page
@require_http_methods(GET_OR_POST)
def withdraw(request: PersonalRequest, request_id: UUID) -> HttpResponse:
    own = own_or_404(request)
    one = get_object_or_404(_requests(own), public_id=request_id)
    if request.method == "POST":
        withdraw_request(request=one, by=request.actor, at=timezone.now())
        messages.success(request, _("Votre demande est retirée."))
        return redirect("space_rights")
    return show(request, "withdraw", own, one=one, asked=ASKED)


def _requests(own: OwnDossier) -> QuerySet[DataRequest]:
    found = DataRequest.objects.filter(dossier_id=own.id)
    return found.select_related(
        "dossier", "organisation", "reader__user", "closed_by__user", "closed_by__organisation"
    )


def _form(kind: RequestKind, own: OwnDossier, data: Any) -> forms.Form:
    if kind == RequestKind.CORRECTION:
        return CorrectionForm(data)
    if kind == RequestKind.OBJECTION:
        around = [seat["organisation_id"] for seat in own.team if seat["role"] != "referent"]
        return ObjectionForm(data, organisations=around)
    if kind == RequestKind.LIMITATION:
        return LimitationForm(data)
    return DemandForm(data)
