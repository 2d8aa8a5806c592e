"""The gatherings of a desk: when, for how many, and the places that are left."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from jalon.accounts.actor import Actor
from jalon.appointments.models import AppointmentState, Gathering
from jalon.appointments.slots import Slot
from jalon.vault.sealing import open_sealed


@dataclass(frozen=True)
class Open:
    """`seats`: the numbers of those that are free; `hats`: those who receive."""

    gathering: Gathering
    seats: tuple[int, ...]
    hats: tuple[int, ...]

    @property
    def taken(self) -> int:
        return self.gathering.places - len(self.seats)


@dataclass(frozen=True)
class Attendee:
    """Somebody on one seat: an outline, as in a waiting room."""

    public_id: UUID
    dossier_id: int
    state: AppointmentState
    shown_as: str


def gatherings_of(desk_id: int, since: datetime, until: datetime) -> list[Open]:
    """Those that start between two instants, the full ones too; the database counts the seats, of
    people whom the reader need not know.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM jalon_gatherings(%s, %s, %s)", [desk_id, since, until])
        found = {number: (seats, hats) for number, seats, hats in cursor.fetchall()}
    rows = Gathering.objects.filter(pk__in=found).select_related("desk").order_by("starts_at")
    return [Open(one, *map(tuple, found[one.pk])) for one in rows]


def hosted(actor: Actor, since: datetime, until: datetime) -> list[Gathering]:
    """Those where the actor receives."""
    found = Gathering.objects.filter(
        hosts__affiliation_id=actor.affiliation_id, cancelled_at=None,
        starts_at__gte=since, starts_at__lt=until,
    )  # fmt: skip
    return list(found.select_related("desk").order_by("starts_at", "pk"))


def gathering_slots(desk_id: int, since: datetime, until: datetime) -> list[Slot]:
    """Those that have a place left, as hours to choose among."""
    return [
        Slot(
            one.gathering.starts_at, one.gathering.ends_at, one.gathering.minutes,
            one.gathering.mode, one.gathering.place, "", one.hats,
        )
        for one in gatherings_of(desk_id, since, until)
        if one.seats
    ]  # fmt: skip


def attendees_of(gathering: Gathering) -> list[Attendee]:
    """For whoever holds the desk that day, or manages it; nobody for anybody else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM jalon_gathering_sheet(%s)", [gathering.pk])
        rows = cursor.fetchall()
    found = [
        Attendee(public_id, dossier, AppointmentState(state), open_sealed(shown_as))
        for public_id, dossier, state, shown_as in rows
    ]
    return sorted(found, key=lambda one: (one.shown_as, one.public_id))
