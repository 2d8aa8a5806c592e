"""Away from one day to another: who stands in, and back before the day."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.accounts.models import Affiliation
from jalon.entry import operations
from jalon.entry.forms import AbsenceForm
from jalon.entry.models import Absence
from jalon.entry.queries.candidates import hat_to_be_away, substitutes
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def declare_absence(request: Request, hat_id: UUID) -> HttpResponse:
    """One's own, or that of a colleague one answers for; those to come are below."""
    hat = get_object_or_404(hat_to_be_away(request.actor), public_id=hat_id)
    form = AbsenceForm(typed(request), substitutes=substitutes(request.actor, hat))
    if request.method == "POST" and form.is_valid() and _declare(request, hat, form):
        return redirect("declare_absence", hat_id)
    foreseen = Absence.objects.filter(
        affiliation=hat, ended_at=None, until_on__gt=request.actor.today
    )
    known = list(foreseen.select_related("substitute__user").order_by("from_on", "pk"))
    context = {"hat": hat, "form": form, "absences": known}
    status = 422 if form.errors else 200
    return render(request, "entry/declare_absence.html", context, status=status)


def _declare(request: Request, hat: Affiliation, form: AbsenceForm) -> bool:
    try:
        operations.declare_absence(
            affiliation=hat, **form.cleaned_data, by=request.actor, at=timezone.now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("L’absence est notée. L’intérim commence le premier jour."))
    return True


@page
@require_POST
def end_absence(request: Request, absence_id: UUID) -> HttpResponse:
    known = Absence.objects.filter(affiliation__in=hat_to_be_away(request.actor))
    absence = get_object_or_404(known.select_related("affiliation"), public_id=absence_id)
    operations.end_absence(absence=absence, by=request.actor, at=timezone.now())
    messages.success(request, _("L’absence est terminée, l’intérim aussi."))
    return redirect("declare_absence", absence.affiliation.public_id)
