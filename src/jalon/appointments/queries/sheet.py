"""One day of a desk, for its counter: a column for each who receives, a line for each hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import connection

from jalon.accounts.models import Affiliation
from jalon.appointments.models import AppointmentState, Desk, DeskSeat
from jalon.appointments.queries.agenda import bounds
from jalon.appointments.queries.away import days_away
from jalon.appointments.queries.free import asked_of_desk, free_slots, zone_of_body
from jalon.appointments.queries.gatherings import Open, gatherings_of
from jalon.vault.sealing import open_sealed

FREE: Final = ""


@dataclass(frozen=True)
class Cell:
    """What somebody does at that hour: receives `shown_as`, or nobody yet (`is_free`); or
    several people together, in a `gathering`, of whom its own sheet says more.
    """

    shown_as: str
    mode: str
    state: str
    gathering: Open | None = None

    @property
    def is_free(self) -> bool:
        return self.state == FREE


@dataclass(frozen=True)
class Sheet:
    """`lines`: an hour, and for each of `hats` what they do then, or None.

    `dossiers`: the numbers of those of whom something is said.
    """

    hats: Sequence[Affiliation]
    away: frozenset[int]
    lines: list[tuple[datetime, list[Cell | None]]]
    dossiers: frozenset[int]


def sheet_of(desk: Desk, day: date, *, after: datetime) -> Sheet:
    """Hours later than `after` that nobody took are free; `jalon_desk_sheet` says the others."""
    zone = zone_of_body(desk.organisation)
    met = _met(desk, day, zone)
    cells = {(starts_at, hat): cell for _, starts_at, hat, cell in met}
    cells |= _together(desk, day, zone)
    for slot in free_slots(asked_of_desk(desk, on=day), first=day, last=day, after=after):
        for hat in slot.hats:
            cells.setdefault((slot.starts_at, hat), Cell("", slot.mode, FREE))
    hats = _columns(desk, day, {hat for _, hat in cells})
    hours = sorted({starts_at for starts_at, _ in cells})
    lines = [(hour, [cells.get((hour, hat.pk)) for hat in hats]) for hour in hours]
    away = days_away([hat.pk for hat in hats], day, day)
    return Sheet(hats, frozenset(away), lines, frozenset(dossier for dossier, *_ in met))


def _met(desk: Desk, day: date, zone: str) -> list[tuple[int, datetime, int, Cell]]:
    since, until = bounds(day, day, zone)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM jalon_desk_sheet(%s, %s, %s, %s)", (desk.pk, day, since, until)
        )
        rows = cursor.fetchall()
    return [
        (dossier, starts_at, hat, Cell(open_sealed(shown_as), mode, AppointmentState(state)))
        for dossier, hat, starts_at, state, mode, shown_as in rows
    ]


def _together(desk: Desk, day: date, zone: str) -> dict[tuple[datetime, int], Cell]:
    return {
        (one.gathering.starts_at, hat): Cell(
            one.gathering.title, one.gathering.mode, AppointmentState.BOOKED, one
        )
        for one in gatherings_of(desk.pk, *bounds(day, day, zone))
        for hat in one.hats
    }


def _columns(desk: Desk, day: date, busy: set[int]) -> Sequence[Affiliation]:
    """Those who hold the desk that day, and whoever receives there though they hold it no more."""
    held = DeskSeat.objects.in_force(day).filter(desk=desk).values_list("affiliation_id", flat=True)
    hats = Affiliation.objects.filter(pk__in={*held, *busy}).select_related("user")
    return list(hats.order_by("user__last_name", "user__first_name", "pk"))
