"""An officer confirms a number that gives a person her account back, when no code can reach her."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import NoCodeToConfirm, confirm_space_code
from jalon.protection.queries.finding import protected_person
from jalon.protection.queries.numbers import numbers_to_confirm
from jalon.protection.views.loading import about
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import Request
from jalon.vigilance.counting import spend


@page
@require_http_methods(GET_OR_POST)
def confirm_number(request: Request, public_id: UUID) -> HttpResponse:
    """Who handed it and when; then, once the person was heard, the number opens."""
    waiting = {one.dossier_number: one for one in numbers_to_confirm(timezone.now())}
    person = protected_person(request.actor, public_id)
    if public_id not in waiting or person is None:
        raise Http404
    spend(request.actor, [person.dossier_id], opens=False, at=timezone.now())
    if request.method == "POST":
        with about(request, public_id):
            dossier = get_object_or_404(Dossier, public_id=public_id)
            try:
                confirm_space_code(dossier=dossier, by=request.actor, at=timezone.now())
            except NoCodeToConfirm as refusal:
                messages.error(request, str(refusal))
                return redirect("desk")
        messages.success(request, _("Le numéro est confirmé."))
        return redirect("desk")
    context = {"one": waiting[public_id], "person": person.person}
    return render(request, "protection/confirm_number.html", context)
