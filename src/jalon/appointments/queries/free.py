"""The hours that are free: of one professional, of several together, of any at a shared desk."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db import connection
from django.db.models import Q

from jalon.accounts.models import Affiliation, Organisation
from jalon.appointments.models import Appointment, Availability, Closure, Desk, DeskSeat
from jalon.appointments.queries.agenda import bounds
from jalon.appointments.queries.away import days_away
from jalon.appointments.queries.gatherings import gathering_slots
from jalon.appointments.slots import Busy, Hours, Slot, days, free, is_free
from jalon.territories.models import Territory, TerritoryKind
from jalon.territories.working_days import holidays
from jalon.territories.zones import calendar_of, zone_of

DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """Whose hours: any of those of a desk, or all of `hats`, on the hours of the first; or, when
    `is_collective`, the gatherings of a desk.
    """

    desk: Desk | None
    hats: tuple[int, ...]
    organisation: Organisation
    is_collective: bool = False

    @property
    def is_any(self) -> bool:
        return self.desk is not None


def department_of(territory: Territory) -> str | None:
    """The code of the département of a place, where it has one."""
    if territory.kind == TerritoryKind.DEPARTMENT:
        return territory.code
    return territory.department.code if territory.department else None


def zone_of_body(organisation: Organisation) -> str:
    """The clock of a body: that of its territory."""
    return zone_of(department_of(organisation.territory))


def asked_of_desk(desk: Desk, *, on: date) -> Asked:
    seats = DeskSeat.objects.in_force(on).filter(desk=desk).order_by("pk")
    return Asked(desk, tuple(seats.values_list("affiliation_id", flat=True)), desk.organisation)


def asked_of_hats(hats: Sequence[Affiliation]) -> Asked:
    return Asked(None, tuple(hat.pk for hat in hats), hats[0].organisation)


def asked_of(appointment: Appointment, *, on: date) -> Asked:
    """Whose hours an appointment can be moved to, or booked on."""
    if appointment.is_collective:
        return Asked(appointment.desk, (), appointment.organisation, is_collective=True)
    if appointment.desk is not None:
        return asked_of_desk(appointment.desk, on=on)
    seats = appointment.participants.order_by("pk").values_list("affiliation_id", flat=True)
    return Asked(None, tuple(seats), appointment.organisation)


def free_slots(asked: Asked, *, first: date, last: date, after: datetime) -> list[Slot]:
    """The hours that can be proposed between two days (both included), later than `after`."""
    if asked.is_collective and asked.desk is not None:
        since, until = bounds(first, last, zone_of_body(asked.organisation))
        return gathering_slots(asked.desk.pk, max(since, after), until)
    if not asked.hats or last < first:
        return []
    code = department_of(asked.organisation.territory)
    since = datetime.combine(first, time.min, UTC) - DAY
    busy = busy_hours(asked.hats, since, datetime.combine(last, time.max, UTC) + DAY)
    keys = {"desk": asked.hats} if asked.is_any else {"own": asked.hats[:1]}
    found = free(
        _week(asked, first, last),
        first=first,
        last=last,
        zone=zone_of(code),
        holidays=holidays().get(calendar_of(code), frozenset()),
        closed={"desk": _closed(asked.desk, first, last)} if asked.desk else {},
        hats=keys,
        away=_away(asked.hats, first, last),
        busy=busy,
        after=after,
    )
    return found if asked.is_any else _together(found, asked.hats, busy)


def _together(found: Iterable[Slot], hats: Sequence[int], busy: Busy) -> list[Slot]:
    """The slots of the first where all the others are free too."""
    return [
        replace(slot, hats=tuple(hats))
        for slot in found
        if all(is_free(hat, slot.starts_at, slot.ends_at, busy) for hat in hats)
    ]


def busy_hours(hats: Sequence[int], since: datetime, until: datetime) -> Busy:
    """When these hats are taken: whatever the dossier, and nothing but hours."""
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM jalon_busy(%s, %s, %s)", [list(hats), since, until])
        for hat, starts_at, ends_at in cursor.fetchall():
            found[hat].append((starts_at, ends_at))
    return found


def _week(asked: Asked, first: date, last: date) -> list[Hours]:
    whose = Q(desk=asked.desk) if asked.desk else Q(affiliation_id=asked.hats[0])
    rows = Availability.objects.filter(
        whose, Q(until_on=None) | Q(until_on__gte=first), from_on__lte=last
    )
    key = "desk" if asked.is_any else "own"
    return [
        Hours(
            key, one.weekday, one.opens, one.closes, one.minutes, one.mode, one.place, one.kind,
            one.from_on, one.until_on,
        )
        for one in rows.order_by("weekday", "opens", "pk")
    ]  # fmt: skip


def _closed(desk: Desk, first: date, last: date) -> Collection[date]:
    rows = Closure.objects.filter(desk=desk, from_on__lte=last, until_on__gte=first)
    return {day for one in rows for day in days(one.from_on, one.until_on)}


def _away(hats: Sequence[int], first: date, last: date) -> dict[int, set[date]]:
    """Days off, and absences."""
    found = days_away(hats, first, last)
    rows = Closure.objects.filter(affiliation_id__in=hats, from_on__lte=last, until_on__gte=first)
    for one in rows:
        if one.affiliation_id is not None:
            found[one.affiliation_id] |= set(days(one.from_on, one.until_on))
    return found
