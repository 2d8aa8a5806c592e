"""Following a call by e-mail: asked for, confirmed and ended from one's mailbox, by a click."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.calls import following
from jalon.calls.forms.questions import FollowForm
from jalon.calls.telling import ask_to_confirm
from jalon.calls.views.loading import call_or_404
from jalon.ui.access import public_page
from jalon.ui.asked import GET_OR_POST, typed


@public_page
@require_http_methods(GET_OR_POST)
def follow(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The same answer whether the address already follows or not."""
    call = call_or_404(request, public_id)
    form = FollowForm(typed(request))
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        with transaction.atomic():
            found, is_to_confirm = following.ask(call, form.cleaned_data["email"], at=now)
            if is_to_confirm:
                ask_to_confirm(found, at=now)
        messages.success(request, _("Un message vient de partir : ouvrez son lien pour confirmer."))
        return redirect("call", public_id)
    context = {"call": call, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "calls/follow_call.html", context, status=status)


@public_page
@require_http_methods(GET_OR_POST)
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """A click, not a look: mailboxes open links by themselves."""
    found = following.found_by(code)
    if found is None:
        return render(request, "calls/link_over.html", status=404)
    if request.method == "POST":
        following.confirm(found, at=timezone.now())
        messages.success(request, _("C'est confirmé : vous serez prévenu de ce qui change."))
        return redirect("call", found.call.public_id)
    return render(request, "calls/confirm_following.html", {"call": found.call, "stops": False})


@public_page
@require_http_methods(GET_OR_POST)
def stop(request: HttpRequest, code: str) -> HttpResponse:
    found = following.found_by(code)
    if found is None:
        return render(request, "calls/link_over.html", status=404)
    if request.method == "POST":
        following.stop(found)
        messages.success(request, _("C'est fait : votre adresse est effacée."))
        return redirect("call", found.call.public_id)
    return render(request, "calls/confirm_following.html", {"call": found.call, "stops": True})
