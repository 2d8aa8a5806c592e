"""End a place."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.directory.operations import end_affiliation
from jalon.directory.queries import answered_for
from jalon.directory.rules import CLOSE_ACCOUNT
from jalon.ui.access import page
from jalon.ui.request import Request


@page
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, public_id: str) -> HttpResponse:
    hat = get_object_or_404(answered_for(request.actor), public_id=public_id)
    if request.method == "POST":
        end_affiliation(affiliation=hat, by=request.actor, at=timezone.now())
        messages.success(
            request, _("%(person)s n'agit plus pour votre organisme.") % {"person": hat.user.name}
        )
        return redirect("colleagues")
    may_close = CLOSE_ACCOUNT.allows(request.actor, hat.user)
    context = {"hat": hat, "may_close_account": may_close}
    return render(request, "directory/end_affiliation.html", context)
