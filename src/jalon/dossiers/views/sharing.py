"""The référent addresses a part of the dossier to a body of the team, or ceases to."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.accounts.models import Organisation
from jalon.dossiers import operations
from jalon.dossiers.forms.team import PARTS, SharingForm
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries.ways_in import addressed
from jalon.dossiers.rules.ways_in import ADDRESS_BLOCK
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def address_block(request: Request, public_id: UUID) -> HttpResponse:
    dossier = dossier_or_404(request, public_id)
    ADDRESS_BLOCK.require(request.actor, dossier)
    seats = dossier.memberships.in_force(request.actor.today)
    bodies = Organisation.objects.filter(pk__in=seats.values("organisation_id"))
    others = bodies.exclude(pk=request.actor.organisation_id).order_by("name", "pk")
    form = SharingForm(typed(request), bodies=others)
    if request.method == "POST" and form.is_valid() and _address(request, dossier, form):
        return redirect("address_block", public_id)
    read = read_or_404(request, public_id, ["header", "team"])
    context = {"name": read["person"]["name"], "dossier_id": public_id, "form": form}
    context |= {"addressed": list(addressed(dossier, request.actor)), "parts": dict(PARTS)}
    status = 422 if form.errors else 200
    return render(request, "dossiers/address_block.html", context, status=status)


def _address(request: Request, dossier: Dossier, form: SharingForm) -> bool:
    try:
        operations.address_block(
            dossier=dossier, **form.cleaned_data, by=request.actor, at=timezone.now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("C’est adressé."))
    return True


@page
@require_POST
def end_sharing(request: Request, public_id: UUID, sharing_id: UUID) -> HttpResponse:
    dossier = dossier_or_404(request, public_id)
    shared = addressed(dossier, request.actor).select_related("dossier")
    sharing = get_object_or_404(shared, public_id=sharing_id)
    operations.end_sharing(sharing=sharing, by=request.actor, at=timezone.now())
    messages.success(request, _("Ce n’est plus adressé."))
    return redirect("address_block", public_id)
