"""Confirm the place that somebody else gave; end a place."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.directory.operations import confirm_affiliation, end_affiliation
from jalon.directory.queries import answered_for, confirmable, given_and_waiting
from jalon.directory.rules import CLOSE_ACCOUNT
from jalon.directory.views.invitation import invite
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import Request


@page
@require_safe
def waiting(request: Request) -> HttpResponse:
    """The places I may confirm, and those I gave that wait for somebody else."""
    context = {
        "confirmable": list(confirmable(request.actor)),
        "given": list(given_and_waiting(request.actor)),
        "endable": set(answered_for(request.actor).values_list("pk", flat=True)),
    }
    return render(request, "directory/waiting_affiliations.html", context)


@page
@require_POST
def confirm(request: Request, public_id: str) -> HttpResponse:
    hat = get_object_or_404(confirmable(request.actor), public_id=public_id)
    with transaction.atomic():
        invite(request, confirm_affiliation(affiliation=hat, by=request.actor, at=timezone.now()))
    return redirect("waiting_affiliations")


@page
@require_http_methods(GET_OR_POST)
def end(request: Request, public_id: str) -> HttpResponse:
    hat = get_object_or_404(answered_for(request.actor), public_id=public_id)
    if request.method == "POST":
        end_affiliation(affiliation=hat, by=request.actor, at=timezone.now())
        messages.success(
            request, _("%(person)s n’agit plus pour votre organisme.") % {"person": hat.user.name}
        )
        return redirect("colleagues")
    may_close = CLOSE_ACCOUNT.allows(request.actor, hat.user)
    context = {"hat": hat, "may_close_account": may_close}
    return render(request, "directory/end_affiliation.html", context)
