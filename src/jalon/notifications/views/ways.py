"""How I want to be told: in Jalon always, by e-mail as I choose."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.accounts.actor import PersonActor
from jalon.notifications import operations
from jalon.notifications.forms import WaysForm
from jalon.notifications.models import MORNING
from jalon.notifications.queries.chosen import chosen
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import PersonalRequest, Request


@page
@require_http_methods(GET_OR_POST)
def notification_ways(request: Request) -> HttpResponse:
    form = ways_form(request)
    if request.method == "POST" and form.is_valid():
        return choose(request, form, "notifications")
    context: dict[str, Any] = {"form": form}
    return render(request, "notifications/ways.html", context, status=422 if form.errors else 200)


def ways_form(request: Request | PersonalRequest) -> WaysForm:
    known, hour = chosen(request.actor.user_id)
    return WaysForm(
        typed(request),
        known=known,
        is_person=isinstance(request.actor, PersonActor),
        initial={"hour": MORNING if hour is None else hour},
    )


def choose(request: Request | PersonalRequest, form: WaysForm, back: str) -> HttpResponse:
    operations.choose_ways(
        ways=form.ways, hour=form.cleaned_data["hour"], by=request.actor, at=timezone.now()
    )
    messages.success(request, _("C’est enregistré."))
    return redirect(back)
