"""« Mes rendez-vous »: the week, what is still to be said, whom a call may help."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jalon.accounts.actor import Actor
from jalon.accounts.models import Organisation
from jalon.appointments import operations, words
from jalon.appointments.forms import PresenceForm
from jalon.appointments.models import Appointment, AppointmentState, Gathering
from jalon.appointments.queries import agenda
from jalon.appointments.queries.away import to_move
from jalon.appointments.queries.free import zone_of_body
from jalon.appointments.queries.gatherings import hosted
from jalon.appointments.rules import SETTLE_APPOINTMENT
from jalon.dossiers.queries import readable
from jalon.dossiers.rules import ROLES_WITH_PEOPLE
from jalon.journal.models import Channel
from jalon.journal.readings import record_listing
from jalon.kernel.errors import Denied
from jalon.ui.access import page
from jalon.ui.dates import plain_day
from jalon.ui.request import Request

BLOCKS = ("identity", "appointments")
FAR = timedelta(days=3660)


@page
@require_safe
def my_appointments(request: Request) -> HttpResponse:
    require_people(request)
    actor, now, zone = request.actor, timezone.now(), own_zone(request)
    first = monday(request.GET.get("semaine", ""), actor.today)
    coming = list(agenda.mine(actor, first, first + timedelta(days=6), zone))
    open_ones, asked = list(agenda.to_settle(actor, now)), list(agenda.asked_of_me(actor))
    calls, moving = agenda.to_call(actor, now), to_move(actor, zone, now)
    shown = [*coming, *open_ones, *asked, *calls, *(one.appointment for one in moving)]
    known = named(request, shown)
    context = {
        "to_move": [{**line(one.appointment, known, now), "away": one.away} for one in moving],
        "days": by_day(
            in_order(
                [line(one, known, now) for one in coming],
                _together(actor, first, first + timedelta(days=6), zone),
            )
        ),
        "to_settle": [line(one, known, now) for one in open_ones if one not in coming],
        "asked": [line(one, known, now) for one in asked],
        "calls": [line(one, known, now) for one in calls],
        **week(first, actor.today, reverse("my_appointments")),
    }
    return render(request, "appointments/my_appointments.html", context)


def _together(actor: Actor, first: date, last: date, zone: str) -> list[dict[str, Any]]:
    """The gatherings of these days where the actor receives."""
    held = hosted(actor, *agenda.bounds(first, last, zone))
    return together(held, zone, is_host=True, may_open=True)


def together(
    held: list[Gathering], zone: str, *, is_host: bool, may_open: bool
) -> list[dict[str, Any]]:
    """A line for each gathering, whoever comes. `may_open`: its sheet is for the reader too."""
    now = timezone.now()
    return [
        {
            "gathering": one,
            "starts_at": one.starts_at,
            "day": words.wall(one.starts_at, zone).date(),
            "hour": words.hour(one.starts_at, zone),
            "may_open": may_open,
            "may_settle": is_host and one.starts_at <= now,
        }
        for one in held
    ]


def in_order(*lists: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted((one for found in lists for one in found), key=lambda one: one["starts_at"])


@page
@require_POST
def settle_mine(request: Request, appointment_id: UUID) -> HttpResponse:
    """Who came, from the list, in one gesture; at a desk too."""
    found = Appointment.objects.filter(participants__affiliation_id=request.actor.affiliation_id)
    one = get_object_or_404(found, public_id=appointment_id)
    SETTLE_APPOINTMENT.require(request.actor, one)
    form = PresenceForm(request.POST)
    if form.is_valid():
        operations.settle_appointment(
            appointment=one, **form.cleaned_data, by=request.actor, at=timezone.now()
        )
    came_from = request.POST.get("from", "")
    if came_from == "reunion" and one.seat is not None:
        held = one.seat.gathering
        return redirect("gathering", held.desk.public_id, held.public_id)
    return redirect("home" if came_from == "home" else "my_appointments")


def today(request: Request) -> dict[str, Any]:
    """For the first page: the hours of the day, and how many things they leave to be done."""
    actor, now, zone = request.actor, timezone.now(), own_zone(request)
    found, to_settle = agenda.of_today(actor, now, zone)
    known = named(request, found)
    return {
        "meetings": in_order(
            [line(one, known, now) for one in found],
            _together(actor, actor.today, actor.today, zone),
        ),
        "to_settle": to_settle,
        "to_move": len(to_move(actor, zone, now)),
    }


def require_people(request: Request) -> None:
    """The page exists for those who work with people."""
    if request.actor.role not in ROLES_WITH_PEOPLE:
        raise Denied(_("Les rendez-vous se lisent par celles et ceux qui accompagnent."))


def own_zone(request: Request) -> str:
    body = Organisation.objects.select_related("territory__department")
    return zone_of_body(body.get(pk=request.actor.organisation_id))


def named(request: Request, shown: list[Appointment]) -> dict[int, Any]:
    """The dossiers of these that the reader reads, by number: their reading is on record."""
    numbers = {one.dossier_id for one in shown}
    known = readable(request.actor).filter(pk__in=numbers).select_related("person")
    found = {dossier.pk: dossier for dossier in known}
    record_listing(found, by=request.actor, at=timezone.now(), channel=Channel.LIST, blocks=BLOCKS)
    return found


def line(one: Appointment, known: dict[int, Any], now: Any) -> dict[str, Any]:
    """Whoever reads the dossier sees the name; whoever receives at a desk, an outline."""
    dossier = known.get(one.dossier_id)
    return {
        **words.told(one, now),
        "starts_at": one.starts_at,
        "day": words.wall(one.starts_at, one.zone).date() if one.starts_at else None,
        "name": dossier.person.name if dossier else one.shown_as,
        "dossier": dossier.public_id if dossier else None,
        "desk": one.desk.name if one.desk else "",
        "may_settle": one.state == AppointmentState.BOOKED
        and one.starts_at is not None
        and one.starts_at <= now,
    }


def by_day(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    days: dict[date, list[dict[str, Any]]] = {}
    for one in lines:
        days.setdefault(one["day"], []).append(one)
    return [{"day": plain_day(day), "lines": found} for day, found in days.items()]


def monday(asked: str, today: date) -> date:
    """The first day of the week asked for (2026-W48); of this one when it is none, or too far."""
    try:
        day = date.fromisoformat(f"{asked}-1") if asked else today
    except ValueError:
        day = today
    return _first_day(day if abs(day - today) <= FAR else today)


def _first_day(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week(first: date, today: date, address: str) -> dict[str, Any]:
    """The addresses of the weeks around, and how this one is called."""
    before, after = first - timedelta(days=7), first + timedelta(days=7)
    return {
        "week": _("Semaine du %(day)s") % {"day": plain_day(first)},
        "is_now": first == _first_day(today),
        "here": address,
        "before_url": f"{address}?semaine={before:%G-W%V}",
        "after_url": f"{address}?semaine={after:%G-W%V}",
    }
