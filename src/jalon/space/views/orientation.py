"""Why I was oriented so, who decided, and how to say that I do not agree."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.dossiers.models import Dossier
from jalon.entry.models import Orientation, Reorientation, ReorientationState
from jalon.entry.operations import request_reorientation
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer
from jalon.space.forms import AskAgainForm
from jalon.space.queries.own_dossier import OwnDossier
from jalon.space.views.loading import own_or_404, show
from jalon.ui.access import personal_page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import PersonalRequest


@personal_page
@require_http_methods(GET_OR_POST)
def my_orientation(request: PersonalRequest) -> HttpResponse:
    """The last decision, and the last request for another."""
    own = own_or_404(request, "orientation")
    form = AskAgainForm(typed(request))
    if request.method == "POST" and form.is_valid() and _asked(request, own, form):
        messages.success(request, _("Votre demande est partie."))
        return redirect("space_orientation")
    made = Orientation.objects.filter(dossier_id=own.id, decided_at__isnull=False)
    related = "lead_organisation", "organisation", "decided_by__user", "grounds"
    asked = Reorientation.objects.filter(dossier_id=own.id).select_related("organisation")
    last = asked.order_by("-pk").first()
    waits = last is not None and last.state == ReorientationState.PENDING
    return show(
        request, "orientation", own, status=422 if form.errors else 200, form=form,
        decision=made.select_related(*related).order_by("-decided_at").first(),
        asked=last, waits=waits,
        months=integer("space.contest_months", on=request.actor.today),
    )  # fmt: skip


def _asked(request: PersonalRequest, own: OwnDossier, form: AskAgainForm) -> bool:
    dossier, reason = Dossier.objects.get(pk=own.id), form.cleaned_data["reason"]
    try:
        request_reorientation(dossier=dossier, reason=reason, by=request.actor, at=timezone.now())
    except Refused as error:
        form.add_error(None, str(error))
    return form.is_valid()
