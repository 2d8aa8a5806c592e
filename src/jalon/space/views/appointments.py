"""« Mes rendez-vous »: when, where, with whom; choose, move, cancel, ask for one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.appointments import operations, words
from jalon.appointments.changing import is_open, slots_for
from jalon.appointments.forms import HourForm
from jalon.appointments.models import Appointment, AppointmentState, CancelGround
from jalon.appointments.queries.appointments import own_appointments
from jalon.appointments.queries.hours import feed_of
from jalon.appointments.views.calendar import address_of
from jalon.dossiers.models import Dossier
from jalon.kernel.errors import Refused
from jalon.space.forms import AskAppointmentForm
from jalon.space.views.loading import own_or_404, show
from jalon.ui.access import personal_page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import PersonalRequest

PAST = 10


@personal_page
@require_safe
def my_own(request: PersonalRequest) -> HttpResponse:
    own, now = own_or_404(request, "appointments"), timezone.now()
    rows = list(own_appointments(request.actor))
    coming = [one for one in rows if is_open(one, now)]
    past = [one for one in rows if not is_open(one, now)][-PAST:]
    feed = feed_of(request.actor)
    return show(
        request, "appointments", own,
        coming=[words.told(one, now) for one in coming],
        past=[words.told(one, now) for one in reversed(past)],
        is_asked=any(one.state == AppointmentState.ASKED for one in rows),
        feed=feed and address_of(feed, request),
    )  # fmt: skip


@personal_page
@require_http_methods(GET_OR_POST)
def one_of_mine(request: PersonalRequest, appointment_id: UUID) -> HttpResponse:
    """One of them: its free hours, to choose or to change."""
    own, now = own_or_404(request, "appointments"), timezone.now()
    one, refusal = _mine_or_404(request, appointment_id), ""
    if request.method == "POST":
        form = HourForm(request.POST)
        slot = form.cleaned_data["slot"] if form.is_valid() else None
        refusal = _book(request, one, slot)
        if not refusal:
            messages.success(request, _("C’est fixé."))
            return redirect("space_appointments")
    may_choose = is_open(one, now) and one.state != AppointmentState.ASKED
    slots = slots_for(one, at=now) if may_choose else []
    return show(
        request, "appointment", own, status=409 if refusal else 200,
        one=words.told(one, now), days=words.by_day(slots, one.zone), refusal=refusal,
        is_open=is_open(one, now), may_choose=may_choose,
    )  # fmt: skip


def _book(request: PersonalRequest, one: Appointment, slot: Any) -> str:
    """Why it was not booked; nothing when it was."""
    if slot is None or one.state == AppointmentState.ASKED:
        return _("Choisissez un horaire.")
    try:
        operations.book_appointment(
            appointment=one, starts_at=slot, by=request.actor, at=timezone.now()
        )
    except Refused as error:
        return str(error)
    return ""


@personal_page
@require_POST
def cancel_mine(request: PersonalRequest, appointment_id: UUID) -> HttpResponse:
    own_or_404(request, "appointments")
    one = _mine_or_404(request, appointment_id)
    operations.cancel_appointment(
        appointment=one, ground=CancelGround.PREVENTED, by=request.actor, at=timezone.now()
    )
    messages.success(request, _("C’est annulé. Votre référent ou référente le voit."))
    return redirect("space_appointments")


@personal_page
@require_http_methods(GET_OR_POST)
def ask(request: PersonalRequest) -> HttpResponse:
    """Ask the référent for an appointment: about what, and how."""
    own = own_or_404(request, "appointments")
    form = AskAppointmentForm(typed(request))
    if request.method == "POST" and form.is_valid():
        operations.ask_appointment(
            dossier=Dossier.objects.get(pk=own.id),
            **form.cleaned_data,
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("Votre demande est partie."))
        return redirect("space_appointments")
    status = 422 if form.errors else 200
    return show(request, "ask_appointment", own, status=status, form=form)


@personal_page
@require_POST
def open_feed(request: PersonalRequest) -> HttpResponse:
    operations.open_calendar(by=request.actor, at=timezone.now())
    messages.success(request, _("Voici l’adresse de votre agenda. Gardez-la pour vous."))
    return redirect("space_appointments")


@personal_page
@require_POST
def close_feed(request: PersonalRequest) -> HttpResponse:
    feed = feed_of(request.actor)
    if feed is not None:
        operations.close_calendar(feed=feed, by=request.actor, at=timezone.now())
        messages.success(request, _("Cette adresse ne répond plus."))
    return redirect("space_appointments")


def _mine_or_404(request: PersonalRequest, appointment_id: UUID) -> Appointment:
    return get_object_or_404(own_appointments(request.actor), public_id=appointment_id)
