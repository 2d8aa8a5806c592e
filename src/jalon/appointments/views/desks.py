"""Shared desks: their week, their hours, who holds them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.accounts.models import Affiliation
from jalon.appointments import operations, words
from jalon.appointments.forms import AvailabilityForm, ClosureForm, DeskForm, StaffForm
from jalon.appointments.models import Desk, DeskSeat
from jalon.appointments.queries import agenda
from jalon.appointments.queries.free import asked_of_desk, free_slots, zone_of_body
from jalon.appointments.queries.gatherings import gatherings_of
from jalon.appointments.queries.hours import closures_of, week_of
from jalon.appointments.rules import HOLD_DESK, OPEN_DESK, SEE_SHEET, manages
from jalon.appointments.views.agenda import (
    by_day,
    in_order,
    line,
    monday,
    named,
    require_people,
    together,
    week,
)
from jalon.appointments.views.hours import declared
from jalon.dossiers.rules import ROLES_WITH_PEOPLE
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def desks(request: Request) -> HttpResponse:
    """The desks of one's own organisation; its manager opens others."""
    require_people(request)
    is_manager = manages.holds(request.actor, None)
    form = DeskForm(typed(request), colleagues=_colleagues(request))
    if request.method == "POST":
        OPEN_DESK.require(request.actor, None)
        if form.is_valid() and (made := _opened(request, form)):
            return redirect("desk_hours", made.public_id)
    own = Desk.objects.filter(organisation_id=request.actor.organisation_id, ended_on=None)
    context = {
        "desks": list(own.order_by("name", "pk")),
        "form": form if is_manager else None,
    }
    status = 422 if form.errors else 200
    return render(request, "appointments/desks.html", context, status=status)


def _opened(request: Request, form: DeskForm) -> Desk | None:
    said = form.cleaned_data
    try:
        return operations.open_desk(
            name=said["name"], place=said["place"], hats=form.hats, by=request.actor,
            at=timezone.now(),
        )  # fmt: skip
    except Refused as error:
        form.add_error("name", str(error))
        return None


@page
@require_http_methods(GET_OR_POST)
def desk(request: Request, desk_id: UUID) -> HttpResponse:
    """Its week, its free hours; and for its manager, its hours and its days off."""
    one = desk_or_404(request, desk_id)
    is_closure = request.POST.get("what") == "closure"
    initial, sent = {"from_on": request.actor.today}, typed(request)
    hours = AvailabilityForm(None if is_closure else sent, initial=initial)
    off = ClosureForm(sent if is_closure else None, initial=initial, auto_id="off_%s")
    form = off if is_closure else hours
    if request.method == "POST":
        HOLD_DESK.require(request.actor, one)
        if form.is_valid() and declared(request, form, desk=one):
            return redirect("desk_hours", desk_id)
    context = {**_settings(request, one, hours, off), **_week(request, one)}
    status = 422 if form.errors else 200
    return render(request, "appointments/desk.html", context, status=status)


def _week(request: Request, one: Desk) -> dict[str, Any]:
    """Its appointments of one week, and the hours that are left."""
    actor, now, zone = request.actor, timezone.now(), zone_of_body(one.organisation)
    first = monday(request.GET.get("semaine", ""), actor.today)
    last = first + timedelta(days=6)
    coming = list(agenda.of_desk(one, first, last, zone))
    known = named(request, coming)
    found = gatherings_of(one.pk, *agenda.bounds(first, last, zone))
    held = together(
        [row.gathering for row in found], zone, is_host=False,
        may_open=SEE_SHEET.allows(actor, one),
    )  # fmt: skip
    slots = free_slots(asked_of_desk(one, on=actor.today), first=first, last=last, after=now)
    return {
        "days": by_day(in_order([line(row, known, now) for row in coming], held)),
        "free": words.by_day(slots, zone),
        **week(first, actor.today, reverse("desk_hours", args=[one.public_id])),
    }


def _settings(request: Request, one: Desk, hours: Any, off: Any) -> dict[str, Any]:
    """What the manager of a desk changes, and who holds it."""
    on = request.actor.today
    seats = DeskSeat.objects.in_force(on).filter(desk=one).select_related("affiliation__user")
    held = list(seats.order_by("affiliation__user__last_name", "pk"))
    initial = {"who": [str(seat.affiliation.public_id) for seat in held]}
    return {
        "desk": one,
        "held": held,
        "may_see_sheet": SEE_SHEET.allows(request.actor, one),
        "is_manager": manages.holds(request.actor, one),
        "hours": hours,
        "off": off,
        "staff": StaffForm(colleagues=_colleagues(request), initial=initial),
        "declared": week_of(desk=one, on=on),
        "closures": closures_of(desk=one, on=on),
    }


@page
@require_POST
def staff(request: Request, desk_id: UUID) -> HttpResponse:
    one = desk_or_404(request, desk_id)
    HOLD_DESK.require(request.actor, one)
    form = StaffForm(request.POST, colleagues=_colleagues(request))
    if form.is_valid():
        operations.staff_desk(desk=one, hats=form.hats, by=request.actor, at=timezone.now())
        messages.success(request, _("C’est noté."))
    return redirect("desk_hours", desk_id)


@page
@require_POST
def close(request: Request, desk_id: UUID) -> HttpResponse:
    one = desk_or_404(request, desk_id)
    operations.close_desk(desk=one, by=request.actor, at=timezone.now())
    messages.success(request, _("La permanence est fermée. Les rendez-vous fixés restent."))
    return redirect("desks")


@page
@require_POST
def end_hours(request: Request, desk_id: UUID, hours_id: UUID) -> HttpResponse:
    own = desk_or_404(request, desk_id).availabilities.select_related("desk", "declared_by")
    one = get_object_or_404(own, public_id=hours_id)
    operations.end_availability(availability=one, by=request.actor, at=timezone.now())
    messages.success(request, _("Ces horaires sont retirés. Les rendez-vous fixés restent."))
    return redirect("desk_hours", desk_id)


@page
@require_POST
def withdraw_closure(request: Request, desk_id: UUID, closure_id: UUID) -> HttpResponse:
    own = desk_or_404(request, desk_id).closures.select_related("desk", "declared_by")
    one = get_object_or_404(own, public_id=closure_id)
    operations.withdraw_closure(closure=one, by=request.actor, at=timezone.now())
    messages.success(request, _("C’est retiré."))
    return redirect("desk_hours", desk_id)


def desk_or_404(request: Request, desk_id: UUID) -> Desk:
    """A desk of one's own organisation."""
    own = Desk.objects.select_related("organisation__territory__department")
    if request.actor.role not in ROLES_WITH_PEOPLE:
        own = own.none()
    return get_object_or_404(
        own, public_id=desk_id, organisation_id=request.actor.organisation_id, ended_on=None
    )


def _colleagues(request: Request) -> list[Affiliation]:
    hats = Affiliation.objects.in_force(request.actor.today).filter(
        organisation_id=request.actor.organisation_id, role__in=ROLES_WITH_PEOPLE
    )
    return list(hats.select_related("user").order_by("user__last_name", "user__first_name", "pk"))
