"""An officer judges a dossier opened in an emergency: why, what was read, justified or not."""

from uuid import UUID

from django.contrib import messages
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.dossiers.forms.meeting import ReviewForm
from jalon.dossiers.models import ExceptionalAccess
from jalon.dossiers.operations import review_exceptional_access
from jalon.journal.models import Reading
from jalon.kernel.errors import Refused
from jalon.protection.queries.desk import accesses_to_review
from jalon.protection.views.loading import about
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def review_access(request: Request, access_id: UUID) -> HttpResponse:
    """Read who, why and what; then say whether it was justified."""
    with about(request, _dossier_number(access_id)):
        waiting = accesses_to_review(request.actor)
        related = waiting.select_related("organisation", "affiliation__user", "dossier")
        access = get_object_or_404(related, public_id=access_id)
        form = ReviewForm(typed(request))
        if request.method == "POST" and form.is_valid() and _judge(request, access, form):
            return redirect("desk")
        read = Reading.objects.filter(
            stream=access.dossier.stream,
            affiliation_id=access.affiliation_id,
            at__range=(access.opened_at, access.closed_at or access.expires_at),
        )
        context = {"access": access, "form": form, "times": read.count()}
        context["is_open"] = access.is_open(timezone.now())
    status = 422 if form.errors else 200
    return render(request, "protection/review_access.html", context, status=status)


def _dossier_number(access_id: UUID) -> UUID:
    """Asked of the database, which answers the officers in charge alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT jalon_dossier_of_access(%s)", [access_id])
        [(number,)] = cursor.fetchall()
    if number is None:
        raise Http404
    return UUID(str(number))


def _judge(request: Request, access: ExceptionalAccess, form: ReviewForm) -> bool:
    try:
        review_exceptional_access(
            access=access,
            **form.cleaned_data,
            insistence=form.insistence,
            by=request.actor,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("Le contrôle est enregistré."))
    return True
