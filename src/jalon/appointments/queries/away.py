"""Who is away, as declared where somebody stands in for them, and what is to be moved since."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from jalon.accounts.actor import Actor
from jalon.appointments.models import Appointment, AppointmentState, Participant
from jalon.appointments.queries.agenda import MOST, bounds
from jalon.appointments.queries.appointments import LOADED
from jalon.appointments.slots import days
from jalon.entry.models import Absence

DAY: Final = timedelta(days=1)


def absences(hats: Iterable[int], first: date, last: date) -> QuerySet[Absence]:
    """Declared, and not ended early, of any day between these two (both included)."""
    return Absence.objects.filter(
        affiliation_id__in=hats, ended_at=None, from_on__lte=last, until_on__gt=first
    )


def coming_absences(hat: int, on: date) -> list[Absence]:
    """Of one professional, those that are not over."""
    found = Absence.objects.filter(affiliation_id=hat, ended_at=None, until_on__gt=on)
    return list(found.order_by("from_on", "pk"))


def days_away(hats: Iterable[int], first: date, last: date) -> dict[int, set[date]]:
    """The days when each of these hats is away."""
    found: dict[int, set[date]] = defaultdict(set)
    for one in absences(hats, first, last):
        found[one.affiliation_id] |= set(days(one.from_on, one.until_on - DAY))
    return found


@dataclass(frozen=True)
class ToMove:
    """Booked with somebody who will be away: `away`, a colleague's name; empty for oneself."""

    appointment: Appointment
    away: str


def to_move(actor: Actor, zone: str, at: datetime) -> list[ToMove]:
    """Booked while one is away, or while a colleague is for whom one stands in.

    Nothing moves by itself. Row-level security has its say: whoever stands in reads them from the
    first day of the absence on.
    """
    concerns = Q(affiliation_id=actor.affiliation_id) | Q(substitute_id=actor.affiliation_id)
    known = Absence.objects.filter(concerns, ended_at=None, until_on__gt=actor.today)
    within, names = Q(), {actor.affiliation_id: ""}
    for one in known.select_related("affiliation__user"):
        begins, ends = bounds(one.from_on, one.until_on - DAY, zone)
        within |= Q(affiliation_id=one.affiliation_id, starts_at__gte=begins, starts_at__lt=ends)
        names.setdefault(one.affiliation_id, one.affiliation.user.name)
    if not within:
        return []
    held = Participant.objects.filter(
        within, is_held=True, starts_at__gt=at, appointment__state=AppointmentState.BOOKED
    )
    seats = dict(held.order_by("starts_at", "pk").values_list("appointment_id", "affiliation_id"))
    found = Appointment.objects.filter(pk__in=list(seats)[:MOST]).select_related(*LOADED)
    return [ToMove(one, names[seats[one.pk]]) for one in found.order_by("starts_at", "pk")]
