"""Appointments in plain French: when, how, in what state; one function per thing said."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.appointments.models import Appointment, AppointmentState, CancelGround, Side
from jalon.appointments.slots import Slot
from jalon.territories.zones import PARIS
from jalon.ui.dates import clock, plain_day


def wall(instant: datetime, zone: str) -> datetime:
    """The hour on the clock of the place, as pages write hours."""
    there = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return there.replace(tzinfo=timezone.get_default_timezone())


def when(instant: datetime, zone: str) -> str:
    """`mardi 24 novembre 2026 à 9 h 30`, on the clock of the place; it says so overseas."""
    there = wall(instant, zone)
    said = _("%(day)s à %(clock)s") % {"day": plain_day(there), "clock": clock(there)}
    return said if zone == PARIS else _("%(when)s (heure locale)") % {"when": said}


def hour(instant: datetime, zone: str) -> str:
    """`9 h 30`."""
    return clock(wall(instant, zone))


TONES = {
    AppointmentState.BOOKED: "info",
    AppointmentState.ATTENDED: "success",
    AppointmentState.MISSED: "warning",
}


# What is written beside an outline, on the sheet of a desk.
SHORT = {
    AppointmentState.ATTENDED: gettext_lazy("venue"),
    AppointmentState.EXCUSED: gettext_lazy("excusée"),
    AppointmentState.MISSED: gettext_lazy("absente"),
}


def state_said(state: str, cancelled_side: str = "", ground: str = "") -> str:
    """`fixé`, `absence excusée`, `annulé par la personne (empêchement)`."""
    if state != AppointmentState.CANCELLED:
        return str(AppointmentState(state).label)
    who = Side(cancelled_side).label
    if not ground:
        return _("annulé par %(who)s") % {"who": who}
    why = CancelGround(ground).label
    return _("annulé par %(who)s (%(why)s)") % {"who": who, "why": why}


def told(one: Appointment, at: datetime) -> dict[str, Any]:
    """What every page says of an appointment."""
    return {
        "public_id": one.public_id,
        "kind": one.get_kind_display(),
        "is_collective": one.is_collective,
        "mode": one.get_mode_display(),
        "place": one.place or (one.desk.place if one.desk else ""),
        "minutes": one.minutes,
        "organisation": str(one.organisation),
        "when": when(one.starts_at, one.zone) if one.starts_at else "",
        "hour": hour(one.starts_at, one.zone) if one.starts_at else "",
        "state": one.state,
        "state_said": state_said(one.state, one.cancelled_side, one.cancel_ground),
        "tone": TONES.get(AppointmentState(one.state), ""),
        "is_past": one.starts_at is not None and one.starts_at <= at,
        "shown_as": one.shown_as,
    }


def by_day(slots: list[Slot], zone: str) -> list[dict[str, Any]]:
    """The free hours, day after day."""
    found: dict[str, dict[str, Any]] = {}
    for slot in slots:
        day = plain_day(wall(slot.starts_at, zone))
        line = {
            "value": slot.starts_at.isoformat(),
            "hour": hour(slot.starts_at, zone),
            "mode": slot.mode,
        }
        found.setdefault(day, {"day": day, "slots": []})["slots"].append(line)
    return list(found.values())
