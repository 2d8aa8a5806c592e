"""Appointments in a dossier: fix one, invite, move, cancel, say who came."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.appointments import operations, words
from jalon.appointments.changing import fits, is_open
from jalon.appointments.drafting import Meeting
from jalon.appointments.forms import CancelForm, HourForm, MeetingForm, PresenceForm
from jalon.appointments.models import PRESENCES, Appointment, AppointmentState, Gathering
from jalon.appointments.queries.appointments import appointments_of, desks_for, who_may_meet
from jalon.appointments.queries.free import (
    Asked,
    asked_of,
    asked_of_desk,
    asked_of_hats,
    free_slots,
    zone_of_body,
)
from jalon.appointments.queries.likely import likely_kind
from jalon.appointments.rules import CHANGE_APPOINTMENT, SETTLE_APPOINTMENT, WRITE_APPOINTMENTS
from jalon.appointments.slots import Slot
from jalon.appointments.ways import NoWay, is_lost
from jalon.dossiers.models import Dossier
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

SHOWN = 40  # free hours on one page


@page
@require_http_methods(GET_OR_POST)
def new_appointment(request: Request, public_id: UUID) -> HttpResponse:
    """Choose a free hour, type another one, or invite the person to choose."""
    dossier = dossier_or_404(request, public_id)
    WRITE_APPOINTMENTS.require(request.actor, dossier)
    is_sent = request.method == "POST" and request.POST.get("how") != "look"
    form, hours = _meeting_form(request, dossier), HourForm(request.POST if is_sent else None)
    asked = _whose(form, request)
    slots = _slots(asked, request)
    if is_sent and form.is_valid():
        made = _made(request, dossier, form, hours, slots)
        if made is not None:
            return redirect(_address(made, public_id))
    context = {
        "form": form,
        "hours": hours,
        "days": words.by_day(slots[:SHOWN], zone_of_body(asked.organisation)),
        "errors": [form, hours] if is_sent else [],
    }
    return show(request, public_id, "new_appointment", context)


def _made(
    request: Request, dossier: Dossier, form: MeetingForm, hours: HourForm, slots: list[Slot]
) -> Appointment | None:
    """What was asked for, done; None when something is to be corrected."""
    meeting, now = form.meeting, timezone.now()
    same: dict[str, Any] = {"dossier": dossier, "by": request.actor, "at": now}
    how = request.POST.get("how", "")
    try:
        if how in {"invite", "letter"}:
            messages.success(request, _("L’invitation est prête."))
            return operations.propose_appointment(meeting=meeting, is_told=how == "invite", **same)
        if not hours.is_valid():
            return None
        starts_at = hours.starts_at(_zone(meeting))
        if starts_at is None:
            hours.add_error("hour", _("Cette heure n’existe pas ce jour-là."))
            return None
        chosen = next((one for one in slots if one.starts_at == starts_at), None)
        if chosen is None and hours.cleaned_data["slot"]:
            hours.add_error(None, _("Cet horaire n’est pas libre. Choisissez-en un autre."))
            return None
        made = operations.fix_appointment(
            meeting=_as_chosen(meeting, chosen), starts_at=starts_at, **same
        )
    except Refused as error:
        form.add_error(None, str(error))
        return None
    said = words.when(starts_at, made.zone)
    messages.success(request, _("Rendez-vous fixé : %(when)s.") % {"when": said})
    return made


def _zone(meeting: Meeting) -> str:
    return zone_of_body((meeting.desk or meeting.hats[0]).organisation)


def _as_chosen(meeting: Meeting, slot: Slot | None) -> Meeting:
    """A free hour has its own length, and its own way of meeting."""
    if slot is None:
        return meeting
    place = meeting.place or slot.place
    return replace(meeting, mode=slot.mode, minutes=slot.minutes, place=place)


def _meeting_form(request: Request, dossier: Dossier) -> MeetingForm:
    team, desks = who_may_meet(dossier, request.actor), desks_for(dossier, request.actor)
    asked = request.GET
    initial = {
        "who": asked.getlist("avec") or [str(request.actor.affiliation_public_id)],
        "desk": asked.get("permanence", ""),
        "kind": asked.get("objet") or likely_kind(dossier, request.actor),
        "mode": asked.get("comment", "place"),
    }
    coming = Gathering.objects.filter(
        desk__in=desks, cancelled_at=None, starts_at__gt=timezone.now()
    )
    gathering = set(coming.values_list("desk_id", flat=True))
    return MeetingForm(typed(request), team=team, desks=desks, gathering=gathering, initial=initial)


def _whose(form: MeetingForm, request: Request) -> Asked:
    """Whose hours are shown: those that the form names, else the reader's own."""
    if form.is_bound and form.is_valid():
        meeting = form.meeting
        named, desk, is_collective = list(meeting.hats), meeting.desk, meeting.is_collective
    else:
        named = [form.team[key] for key in form.initial["who"] if key in form.team]
        desk, is_collective = form.desks.get(form.initial["desk"]), False
    if desk is not None and is_collective:
        return Asked(desk, (), desk.organisation, is_collective=True)
    if desk is not None:
        return asked_of_desk(desk, on=request.actor.today)
    return asked_of_hats(named or list(form.team.values())[:1])


def _slots(asked: Asked, request: Request) -> list[Slot]:
    today = request.actor.today
    ahead = timedelta(days=integer("appointment.horizon_days", on=today))
    return free_slots(asked, first=today, last=today + ahead, after=timezone.now())


def _address(made: Appointment, public_id: UUID) -> str:
    if made.state == AppointmentState.INVITED:
        return reverse("appointment", args=[public_id, made.public_id])
    return f"{reverse('dossier_page', args=[public_id])}#rendez-vous"


@page
@require_http_methods(GET_OR_POST)
def appointment(request: Request, public_id: UUID, appointment_id: UUID) -> HttpResponse:
    """One appointment: move it, print it, cancel it, correct who came."""
    one = appointment_or_404(request, public_id, appointment_id)
    hours, now = HourForm(typed(request)), timezone.now()
    if request.method == "POST":
        CHANGE_APPOINTMENT.require(request.actor, one)
        if hours.is_valid() and _moved(request, one, hours):
            return back(request, public_id, _("Le rendez-vous est fixé."))
    slots = _slots(asked_of(one, on=request.actor.today), request) if is_open(one, now) else []
    context = {
        "one": words.told(one, now),
        "is_open": is_open(one, now),
        "is_held": one.state in PRESENCES,
        "hours": hours,
        "days": words.by_day([slot for slot in slots if fits(slot, one)][:SHOWN], one.zone),
        "is_lost": is_open(one, now) and is_lost(one),
        "cancel": CancelForm(),
        "presence": PresenceForm(initial={"presence": one.state}),
        "errors": [hours] if request.method == "POST" else [],
    }
    return show(request, public_id, "appointment", context)


def _moved(request: Request, one: Appointment, hours: HourForm) -> bool:
    starts_at = hours.starts_at(one.zone)
    try:
        if starts_at is None:
            hours.add_error("hour", _("Cette heure n’existe pas ce jour-là."))
            return False
        operations.book_appointment(
            appointment=one, starts_at=starts_at, by=request.actor, at=timezone.now()
        )
    except Refused as error:
        hours.add_error(None, str(error))
        return False
    return True


@page
@require_POST
def send_again(request: Request, public_id: UUID, appointment_id: UUID) -> HttpResponse:
    """A new link: by message, or by a letter that is printed then."""
    one = appointment_or_404(request, public_id, appointment_id)
    is_told = request.POST.get("how") == "message"
    try:
        operations.renew_booking_link(
            appointment=one, is_told=is_told, by=request.actor, at=timezone.now()
        )
    except NoWay as error:
        messages.error(request, str(error))
        return redirect("appointment", public_id, appointment_id)
    messages.success(
        request,
        _("Un nouveau lien est parti. L’ancien ne s’ouvre plus.")
        if is_told
        else _("Le nouveau lien est prêt : imprimez la lettre. L’ancien ne s’ouvre plus."),
    )
    return redirect("appointment", public_id, appointment_id)


@page
@require_POST
def cancel(request: Request, public_id: UUID, appointment_id: UUID) -> HttpResponse:
    one = appointment_or_404(request, public_id, appointment_id)
    CHANGE_APPOINTMENT.require(request.actor, one)
    form = CancelForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Dites pourquoi le rendez-vous est annulé."))
        return redirect("appointment", public_id, appointment_id)
    operations.cancel_appointment(
        appointment=one, ground=form.cleaned_data["ground"], by=request.actor, at=timezone.now()
    )
    return back(request, public_id, _("Le rendez-vous est annulé."))


@page
@require_POST
def settle(request: Request, public_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Who came, in one gesture."""
    one = appointment_or_404(request, public_id, appointment_id)
    SETTLE_APPOINTMENT.require(request.actor, one)
    form = PresenceForm(request.POST)
    if form.is_valid():
        operations.settle_appointment(
            appointment=one, **form.cleaned_data, by=request.actor, at=timezone.now()
        )
        messages.success(request, _("C’est noté."))
    else:
        messages.error(request, _("Dites si la personne est venue."))
    return redirect(f"{reverse('dossier_page', args=[public_id])}#rendez-vous")


def appointment_or_404(request: Request, public_id: UUID, appointment_id: UUID) -> Appointment:
    """An appointment of this dossier that the reader may read."""
    dossier = dossier_or_404(request, public_id)
    return get_object_or_404(appointments_of(request.actor, dossier), public_id=appointment_id)


def show(request: Request, public_id: UUID, name: str, context: dict[str, Any]) -> HttpResponse:
    """A page that names the person: its reading is on record like any other."""
    read = read_or_404(request, public_id, ["header", "appointments"])
    forms: list[Form] = context["errors"]
    shown = {"name": read["person"]["name"], "dossier_id": public_id, **context}
    status = 422 if any(form.errors for form in forms) else 200
    return render(request, f"appointments/{name}.html", shown, status=status)


def back(request: Request, public_id: UUID, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(f"{reverse('dossier_page', args=[public_id])}#rendez-vous")
