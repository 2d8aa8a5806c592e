"""I ask for another référent; who is responsible for them answers, and the référent never knows."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.dossiers.models import Dossier
from jalon.entry.models import ReferentRequest, ReferentRequestState
from jalon.entry.operations import request_referent
from jalon.entry.views.portrait import portrait_of
from jalon.kernel.errors import Refused
from jalon.space.forms import OtherReferentForm
from jalon.space.queries.own_dossier import OwnDossier
from jalon.space.views.loading import own_or_404, show
from jalon.ui.access import personal_page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import PersonalRequest


@personal_page
@require_safe
def referent_photo(request: PersonalRequest) -> HttpResponse:
    """The face of my référent, if they show it."""
    seat = own_or_404(request).referent
    return portrait_of(seat["affiliation_id"] if seat else None)


@personal_page
@require_http_methods(GET_OR_POST)
def other_referent(request: PersonalRequest) -> HttpResponse:
    own = own_or_404(request)
    form = OtherReferentForm(typed(request))
    if request.method == "POST" and form.is_valid() and _asked(request, own, form):
        messages.success(request, _("Votre demande est partie."))
        return redirect("space_referent")
    last = ReferentRequest.objects.filter(dossier_id=own.id).order_by("-pk").first()
    waits = last is not None and last.state == ReferentRequestState.PENDING
    status = 422 if form.errors else 200
    return show(request, "other_referent", own, status=status, form=form, asked=last, waits=waits)


def _asked(request: PersonalRequest, own: OwnDossier, form: OtherReferentForm) -> bool:
    dossier = Dossier.objects.select_related("referent").get(pk=own.id)
    reason = form.cleaned_data["reason"]
    try:
        request_referent(dossier=dossier, reason=reason, by=request.actor, at=timezone.now())
    except Refused as error:
        form.add_error(None, str(error))
    return form.is_valid()
