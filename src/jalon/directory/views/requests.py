"""Requests for a place, made at the door through ProConnect: read them, decide."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.directory.operations import accept_affiliation, refuse_affiliation
from jalon.directory.queries import affiliation_requests
from jalon.directory.views.request_messages import tell_who_asked
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import Request


@page
@require_safe
def request_list(request: Request) -> HttpResponse:
    asked = affiliation_requests(request.actor, at=timezone.now())
    return render(request, "directory/request_list.html", {"requests": list(asked)})


@page
@require_http_methods(GET_OR_POST)
def decide(request: Request, public_id: str) -> HttpResponse:
    """Read who asks and what ProConnect says of them; accept or refuse."""
    asked = get_object_or_404(
        affiliation_requests(request.actor, at=timezone.now()), public_id=public_id
    )
    context: dict[str, Any] = {"asked": asked, "refusal": ""}
    decisions = {"accept": accept_affiliation, "refuse": refuse_affiliation}
    decision = decisions.get(request.POST.get("decision", ""))
    if decision is None:
        return render(request, "directory/decide_request.html", context)
    try:
        with transaction.atomic():
            decision(request=asked, by=request.actor, at=timezone.now())
            asked.refresh_from_db()
            tell_who_asked(request, asked)
    except Refused as refusal:
        context["refusal"] = str(refusal)
        return render(request, "directory/decide_request.html", context, status=422)
    said = _("Demande acceptée.") if decision is accept_affiliation else _("Demande refusée.")
    messages.success(request, said)
    return redirect("affiliation_requests")
