"""The hours of one professional, or of a desk: a week, a day, and whose presence is to be said."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from jalon.accounts.actor import Actor
from jalon.appointments.models import Appointment, AppointmentState, Desk
from jalon.appointments.queries.appointments import LOADED
from jalon.dossiers.queries import readable
from jalon.parameters.queries import integer

WEEK: Final = timedelta(days=7)
SHOWN: Final = (
    AppointmentState.BOOKED, AppointmentState.ATTENDED, AppointmentState.EXCUSED,
    AppointmentState.MISSED,
)  # fmt: skip
MOST: Final = 50


def bounds(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """The instants between which these days lie, on that clock."""
    clock = ZoneInfo(zone)
    begins = datetime.combine(first, time.min, clock)
    return begins, datetime.combine(last + timedelta(days=1), time.min, clock)


def mine(actor: Actor, first: date, last: date, zone: str) -> QuerySet[Appointment]:
    """Those where the actor receives, between two days."""
    begins, ends = bounds(first, last, zone)
    found = Appointment.objects.filter(
        participants__affiliation_id=actor.affiliation_id,
        participants__is_held=True,
        state__in=SHOWN,
        starts_at__gte=begins,
        starts_at__lt=ends,
    )
    return found.select_related(*LOADED).order_by("starts_at", "pk")


def of_desk(desk: Desk, first: date, last: date, zone: str) -> QuerySet[Appointment]:
    """Those of a desk that the reader may know of, gatherings apart: row-level security has its
    say.
    """
    begins, ends = bounds(first, last, zone)
    found = Appointment.objects.filter(
        desk=desk, is_collective=False, state__in=SHOWN, starts_at__gte=begins, starts_at__lt=ends
    )
    return found.select_related(*LOADED).order_by("starts_at", "pk")


def of_today(actor: Actor, at: datetime, zone: str) -> tuple[list[Appointment], int]:
    """Those of the day, and how many are over, from before, without a word of who came."""
    begins, ends = bounds(actor.today, actor.today, zone)
    day = Q(state__in=SHOWN, participants__is_held=True, starts_at__gte=begins, starts_at__lt=ends)
    open_ones = Q(
        state=AppointmentState.BOOKED, starts_at__lt=begins, starts_at__gt=at - timedelta(days=30)
    )
    found = Appointment.objects.filter(
        day | open_ones, participants__affiliation_id=actor.affiliation_id
    )
    rows = list(found.select_related(*LOADED).order_by("starts_at", "pk"))
    today = [one for one in rows if one.starts_at and one.starts_at >= begins]
    return today, len(rows) - len(today)


def to_settle(actor: Actor, at: datetime) -> QuerySet[Appointment]:
    """Over for less than a month, and nobody has said who came."""
    found = Appointment.objects.filter(
        participants__affiliation_id=actor.affiliation_id,
        state=AppointmentState.BOOKED,
        starts_at__lte=at,
        starts_at__gt=at - timedelta(days=30),
    )
    return found.select_related(*LOADED).order_by("-starts_at", "pk")[:MOST]


def to_call(actor: Actor, at: datetime) -> list[Appointment]:
    """Nobody came to the last one, in a dossier that the actor is the référent of.

    Shown for some days, until another is proposed or booked. Nothing else follows from it.
    """
    days = integer("appointment.call_days", on=actor.today)
    led = readable(actor).filter(referent__affiliation_id=actor.affiliation_id, closed_at=None)
    rows = Appointment.objects.filter(dossier__in=led).exclude(state=AppointmentState.CANCELLED)
    last = rows.order_by("dossier_id", "-proposed_at", "-pk").distinct("dossier_id")
    found = [
        one
        for one in last.select_related(*LOADED)
        if one.state == AppointmentState.MISSED
        and one.starts_at is not None
        and one.starts_at > at - timedelta(days=days)
    ]
    return sorted(found, key=lambda one: (one.starts_at or at, one.pk), reverse=True)[:MOST]


def asked_of_me(actor: Actor) -> QuerySet[Appointment]:
    """Appointments that people ask their référent for."""
    led = readable(actor).filter(referent__affiliation_id=actor.affiliation_id, closed_at=None)
    found = Appointment.objects.filter(dossier__in=led, state=AppointmentState.ASKED)
    return found.select_related(*LOADED).order_by("proposed_at", "pk")[:MOST]
