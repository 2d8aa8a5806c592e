"""When one receives: hours of the week, days off, and the address of one's calendar."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.appointments import operations
from jalon.appointments.forms import AvailabilityForm, ClosureForm
from jalon.appointments.models import Availability, CalendarFeed, Closure
from jalon.appointments.queries.away import coming_absences
from jalon.appointments.queries.hours import closures_of, feed_of, week_of
from jalon.appointments.views.agenda import require_people
from jalon.appointments.views.calendar import address_of
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def my_hours(request: Request) -> HttpResponse:
    """Two forms on one page: `what` says which was sent."""
    require_people(request)
    is_closure = request.POST.get("what") == "closure"
    today = {"from_on": request.actor.today}
    hours = AvailabilityForm(None if is_closure else typed(request), initial=today)
    sent = typed(request) if is_closure else None
    off = ClosureForm(sent, initial=today, auto_id="off_%s")
    form = off if is_closure else hours
    if request.method == "POST" and form.is_valid() and declared(request, form, desk=None):
        return redirect("my_hours")
    feed = feed_of(request.actor)
    context = {
        "hours": hours,
        "off": off,
        "week": week_of(affiliation_id=request.actor.affiliation_id, on=request.actor.today),
        "closures": closures_of(
            affiliation_id=request.actor.affiliation_id, on=request.actor.today
        ),
        "absences": coming_absences(request.actor.affiliation_id, request.actor.today),
        "feed": feed and address_of(feed, request),
    }
    status = 422 if form.errors else 200
    return render(request, "appointments/my_hours.html", context, status=status)


def declared(request: Request, form: Form, *, desk: Any) -> bool:
    """Whether these hours, or these days off, were taken."""
    make: Any = operations.declare_availability
    if isinstance(form, ClosureForm):
        make = operations.declare_closure
    try:
        make(desk=desk, **form.cleaned_data, by=request.actor, at=timezone.now())
    except Refused as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("C’est noté."))
    return True


@page
@require_POST
def end_hours(request: Request, hours_id: UUID) -> HttpResponse:
    """Receive no more at these hours."""
    own = Availability.objects.select_related("desk", "declared_by").filter(
        affiliation_id=request.actor.affiliation_id
    )
    one = get_object_or_404(own, public_id=hours_id)
    operations.end_availability(availability=one, by=request.actor, at=timezone.now())
    messages.success(request, _("Ces horaires sont retirés. Les rendez-vous fixés restent."))
    return redirect("my_hours")


@page
@require_POST
def withdraw_closure(request: Request, closure_id: UUID) -> HttpResponse:
    own = Closure.objects.select_related("desk", "declared_by").filter(
        affiliation_id=request.actor.affiliation_id
    )
    one = get_object_or_404(own, public_id=closure_id)
    operations.withdraw_closure(closure=one, by=request.actor, at=timezone.now())
    messages.success(request, _("C’est retiré."))
    return redirect("my_hours")


@page
@require_POST
def open_calendar(request: Request) -> HttpResponse:
    """A new address; the one before answers no more."""
    operations.open_calendar(by=request.actor, at=timezone.now())
    messages.success(request, _("Voici l’adresse de votre agenda. Gardez-la pour vous."))
    return redirect("my_hours")


@page
@require_POST
def close_calendar(request: Request) -> HttpResponse:
    feed: CalendarFeed | None = feed_of(request.actor)
    if feed is not None:
        operations.close_calendar(feed=feed, by=request.actor, at=timezone.now())
        messages.success(request, _("Cette adresse ne répond plus."))
    return redirect("my_hours")
