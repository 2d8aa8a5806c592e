"""Meetings of several people at a desk: foreseen, filled, held; the sheet of who is expected."""

from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.accounts.models import Affiliation
from jalon.appointments import operations, words
from jalon.appointments.forms import GatheringForm
from jalon.appointments.models import AppointmentState, Desk, DeskSeat, Gathering
from jalon.appointments.queries.free import zone_of_body
from jalon.appointments.queries.gatherings import Open, attendees_of, gatherings_of
from jalon.appointments.rules import CANCEL_GATHERING, OPEN_GATHERING, SEE_SHEET, hosts
from jalon.appointments.slots import instant
from jalon.appointments.views.desks import desk_or_404
from jalon.journal.models import Channel
from jalon.journal.readings import record_listing
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request
from jalon.ui.words import listing

BLOCKS = ("identity", "appointments")
BEHIND, AHEAD = timedelta(days=31), timedelta(days=366)


@page
@require_http_methods(GET_OR_POST)
def gatherings(request: Request, desk_id: UUID) -> HttpResponse:
    """Those of a desk, from a month ago on; whoever holds it foresees others."""
    desk = desk_or_404(request, desk_id)
    now, zone = timezone.now(), zone_of_body(desk.organisation)
    form = GatheringForm(typed(request), held=_held(request, desk))
    if request.method == "POST":
        OPEN_GATHERING.require(request.actor, desk)
        if form.is_valid() and (made := _opened(request, desk, form)):
            return redirect("gathering", desk_id, made.public_id)
    found = [_line(one, zone) for one in gatherings_of(desk.pk, now - BEHIND, now + AHEAD)]
    context = {
        "desk": desk,
        "coming": [one for one in found if one["gathering"].ends_at > now],
        "over": [one for one in reversed(found) if one["gathering"].ends_at <= now],
        "form": form if OPEN_GATHERING.allows(request.actor, desk) else None,
    }
    status = 422 if form.errors else 200
    return render(request, "appointments/gatherings.html", context, status=status)


def _held(request: Request, desk: Desk) -> list[Affiliation]:
    seats = DeskSeat.objects.in_force(request.actor.today).filter(desk=desk)
    hats = Affiliation.objects.filter(pk__in=seats.values("affiliation_id"))
    return list(hats.select_related("user").order_by("user__last_name", "pk"))


def _opened(request: Request, desk: Desk, form: GatheringForm) -> Gathering | None:
    said = dict(form.cleaned_data)
    there = ZoneInfo(zone_of_body(desk.organisation))
    starts_at = instant(said.pop("on"), said.pop("hour"), there)
    del said["who"]
    if starts_at is None:
        form.add_error("hour", _("Cette heure n’existe pas ce jour-là."))
        return None
    try:
        return operations.open_gathering(
            desk=desk, starts_at=starts_at, hats=form.hats, **said, by=request.actor,
            at=timezone.now(),
        )  # fmt: skip
    except Refused as error:
        form.add_error(None, str(error))
        return None


def _line(one: Open, zone: str) -> dict[str, Any]:
    return {
        "gathering": one.gathering,
        "when": words.when(one.gathering.starts_at, zone),
        "taken": one.taken,
        "is_full": not one.seats,
    }


@page
@require_safe
def gathering(request: Request, desk_id: UUID, gathering_id: UUID) -> HttpResponse:
    """Who is expected, and who came: outlines alone, as in a waiting room."""
    one = _gathering_or_404(request, desk_id, gathering_id)
    SEE_SHEET.require(request.actor, one.desk)
    now, zone = timezone.now(), zone_of_body(one.desk.organisation)
    found = attendees_of(one)
    record_listing(
        {row.dossier_id for row in found}, by=request.actor, at=now, channel=Channel.LIST,
        blocks=BLOCKS,
    )  # fmt: skip
    is_host = hosts.holds(request.actor, one)
    host = one.hosts.select_related("affiliation__user").order_by("pk")
    context = {
        "one": one,
        "when": words.when(one.starts_at, zone),
        "hosts": listing([seat.affiliation.user.name for seat in host]),
        "people": found,
        "states": words.SHORT,
        "booked": AppointmentState.BOOKED,
        "may_settle": is_host and one.starts_at <= now,
        "may_cancel": is_host and one.starts_at > now and one.cancelled_at is None,
    }
    return render(request, "appointments/gathering.html", context)


@page
@require_POST
def cancel_gathering(request: Request, desk_id: UUID, gathering_id: UUID) -> HttpResponse:
    one = _gathering_or_404(request, desk_id, gathering_id)
    CANCEL_GATHERING.require(request.actor, one)
    try:
        operations.cancel_gathering(gathering=one, by=request.actor, at=timezone.now())
        messages.success(request, _("La réunion est annulée. Les personnes sont prévenues."))
    except Refused as error:
        messages.error(request, str(error))
    return redirect("gatherings", desk_id)


def _gathering_or_404(request: Request, desk_id: UUID, gathering_id: UUID) -> Gathering:
    own = desk_or_404(request, desk_id).gatherings.select_related(
        "desk__organisation__territory__department"
    )
    return get_object_or_404(own, public_id=gathering_id)
