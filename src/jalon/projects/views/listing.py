"""« Nos projets »: those of one's own body, the calls that one may answer, a project begun."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.calls.queries.readable import DatedCall, with_dates
from jalon.calls.queries.readable import readable as readable_calls
from jalon.calls.states import CallState
from jalon.kernel.errors import Refused
from jalon.projects.forms.writing import OpenForm
from jalon.projects.operations import open_project
from jalon.projects.queries.readable import of_one_s_body, readable
from jalon.projects.rules import OPEN_PROJECT
from jalon.projects.states import COMMITTED, COUNTED, MemberState
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

MOST = 200


@page
@require_safe
def project_list(request: Request) -> HttpResponse:
    """Ours first; then, in a body that called, those it received."""
    actor, now = request.actor, timezone.now()
    counted = Count("members", filter=Q(members__state__in=COUNTED))
    agreed = Count("members", filter=Q(members__state__in=COMMITTED))
    waits = Count(
        "members",
        filter=Q(members__state=MemberState.INVITED, members__organisation=actor.organisation_id),
    )
    ours = of_one_s_body(actor).annotate(counted=counted, agreed=agreed, waits=waits)[:MOST]
    received = readable(actor).filter(call__organisation_id=actor.organisation_id)
    published = readable_calls(actor).filter(state=CallState.PUBLISHED)
    context = {
        "ours": ours,
        "received": received.order_by("call_id", "-pk")[:MOST],
        "calls": [
            one
            for one in with_dates(published)
            if _is_open(one, now) and OPEN_PROJECT.allows(actor, one.call)
        ],
    }
    return render(request, "projects/projects.html", context)


def _is_open(one: DatedCall, now: datetime) -> bool:
    return bool(one.opens_at and one.closes_at and one.opens_at <= now < one.closes_at)


@page
@require_http_methods(GET_OR_POST)
def begin(request: Request, public_id: UUID) -> HttpResponse:
    call = get_object_or_404(readable_calls(request.actor), public_id=public_id)
    OPEN_PROJECT.require(request.actor, call)
    form = OpenForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            project = open_project(
                call=call, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Le brouillon est commencé. Invitez vos partenaires."))
            return redirect("project", project.public_id)
    context = {"call": call, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "projects/open_project.html", context, status=status)
