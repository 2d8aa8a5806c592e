"""End the support, after a page that says what will happen; and take it up again."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.dossiers.views.loading import dossier_or_404
from jalon.outcomes.forms import ClosingForm
from jalon.outcomes.operations import close_dossier, reopen_dossier
from jalon.outcomes.rules import CLOSE_DOSSIER
from jalon.outcomes.views.outcomes import back, show
from jalon.parameters.queries import integer
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def close(request: Request, public_id: UUID) -> HttpResponse:
    dossier = dossier_or_404(request, public_id)
    CLOSE_DOSSIER.require(request.actor, dossier)
    form = ClosingForm(typed(request))
    if request.method == "POST" and form.is_valid():
        close_dossier(dossier=dossier, **form.cleaned_data, by=request.actor, at=timezone.now())
        return back(request, public_id, _("Le dossier est clos. Vous pouvez le rouvrir."))
    months = integer("retention.active_months", on=request.actor.today)
    return show(request, public_id, "close", {"form": form, "months": months})


@page
@require_POST
def reopen(request: Request, public_id: UUID) -> HttpResponse:
    dossier = dossier_or_404(request, public_id)
    reopen_dossier(dossier=dossier, by=request.actor, at=timezone.now())
    return back(request, public_id, _("Le dossier est rouvert."))
