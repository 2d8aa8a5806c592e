"""Book, move, cancel: what the three ways in (a professional, the person, her link) have in common.

Called within the transaction of an operation, which has asked its permission and locked the row.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.appointments import outbox
from jalon.appointments.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMoved,
)
from jalon.appointments.models import (
    WAITING,
    Appointment,
    AppointmentState,
    MessageKind,
    Side,
)
from jalon.appointments.queries.away import days_away
from jalon.appointments.queries.free import asked_of, busy_hours, free_slots
from jalon.appointments.seating import SlotTaken, attend, hold, release, side_of
from jalon.appointments.slots import Slot
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer

By = Actor | PersonActor | None


class TooLate(Refused):
    """It is over, cancelled, or its hour has come."""


def locked(appointment: Appointment) -> Appointment:
    """The row as it is now, held until the end of the transaction."""
    # Whoever receives at a desk, and whoever holds a link, reads the appointment and no dossier.
    rows = Appointment.objects.select_for_update(of=("self",)).select_related(
        "desk__organisation__territory__department", "organisation__territory__department"
    )
    return rows.get(pk=appointment.pk)


def book(appointment: Appointment, starts_at: datetime, *, by: By, at: datetime) -> Appointment:
    """Give it an hour, or another one. The same hour again changes nothing.

    Raises SlotTaken, TooLate.
    """
    if appointment.state == AppointmentState.BOOKED and appointment.starts_at == starts_at:
        return appointment
    if not is_open(appointment, at):
        raise TooLate(_("Ce rendez-vous est passé ou annulé : il ne se change plus."))
    is_move = appointment.state == AppointmentState.BOOKED
    side = side_of(by)
    if is_move:
        release(appointment)
        appointment.moves += 1
    if appointment.is_collective:
        if side != Side.PROFESSIONAL:
            _proposed(appointment, starts_at, at)
        attend(appointment, starts_at, side=side, at=at)
    else:
        hold(appointment, starts_at, _crews(appointment, starts_at, side, at), side=side, at=at)
    _follow_up(appointment, is_move, side, at)
    facts = {"dossier_id": appointment.dossier_id, "appointment_id": appointment.pk}
    if is_move:
        record(AppointmentMoved(**facts, source=side), by=by, at=at)
    else:
        fact = AppointmentBooked(**facts, nature=appointment.kind, source=side)
        record(fact, by=by, at=at)
    return appointment


def is_open(appointment: Appointment, at: datetime) -> bool:
    """Whether it can still be booked, moved or cancelled."""
    if appointment.state in WAITING:
        return True
    return (
        appointment.state == AppointmentState.BOOKED
        and appointment.starts_at is not None
        and appointment.starts_at > at
    )


def _follow_up(appointment: Appointment, is_move: bool, side: str, at: datetime) -> None:
    """The link lives until the end of the appointment; the person is told, then reminded."""
    alive = appointment.links.filter(ended_at=None)
    alive.filter(expires_at__lt=appointment.ends_at).update(expires_at=appointment.ends_at)
    alive.filter(used_at=None).update(used_at=at)
    outbox.tell(appointment, MessageKind.MOVED if is_move else MessageKind.BOOKED, at=at)
    outbox.remind(appointment, at=at)


def _crews(
    appointment: Appointment, starts_at: datetime, side: str, at: datetime
) -> list[tuple[int, ...]]:
    """Who could be there. A person chooses among what is proposed, and nothing else: an hour, with
    its own place and way of meeting.
    """
    if starts_at <= at:
        raise TooLate(_("Cet horaire est passé : choisissez-en un autre."))
    day = starts_at.astimezone(ZoneInfo(appointment.zone)).date()
    asked = asked_of(appointment, on=day)
    hats = asked.hats
    if side != Side.PROFESSIONAL:
        slot = _proposed(appointment, starts_at, at)
        hats, appointment.mode = slot.hats, slot.mode
        appointment.place = slot.place or appointment.place
    away = days_away(hats, day, day)
    if not asked.is_any:
        if away:
            raise SlotTaken(_("Une des personnes qui recevraient est absente ce jour-là."))
        return [hats] if hats else []
    hats = tuple(hat for hat in hats if hat not in away)
    busy = busy_hours(hats, starts_at - timedelta(hours=12), starts_at + timedelta(hours=12))
    there = set(appointment.participants.values_list("affiliation_id", flat=True))
    best_first = sorted(hats, key=lambda hat: (hat not in there, len(busy.get(hat, ())), hat))
    return [(hat,) for hat in best_first]


def _proposed(appointment: Appointment, starts_at: datetime, at: datetime) -> Slot:
    for slot in slots_for(appointment, at=at):
        if slot.starts_at == starts_at and fits(slot, appointment):
            return slot
    raise SlotTaken(_("Cet horaire vient d’être pris. Choisissez-en un autre."))


def slots_for(appointment: Appointment, *, at: datetime) -> list[Slot]:
    """The hours that the person may choose for this appointment, its own length and way."""
    today = at.astimezone(ZoneInfo(appointment.zone)).date()
    ahead = timedelta(days=integer("appointment.horizon_days", on=today))
    notice = timedelta(hours=integer("appointment.notice_hours", on=today))
    found = free_slots(
        asked_of(appointment, on=today), first=today, last=today + ahead, after=at + notice
    )
    return [
        slot for slot in found if fits(slot, appointment) and slot.kind in {"", appointment.kind}
    ]


def fits(slot: Slot, appointment: Appointment) -> bool:
    """An hour has the length of the appointment; a gathering lasts what it lasts."""
    return appointment.is_collective or slot.minutes == appointment.minutes


def cancel(appointment: Appointment, ground: str, *, by: By, at: datetime) -> Appointment:
    """Give the hour back, and say who did it and why. Twice changes nothing. Raises TooLate."""
    if appointment.state == AppointmentState.CANCELLED:
        return appointment
    if not is_open(appointment, at):
        raise TooLate(_("Ce rendez-vous est passé : il ne s’annule plus."))
    was_known = appointment.state != AppointmentState.ASKED
    side = side_of(by)
    release(appointment)
    appointment.state = AppointmentState.CANCELLED
    appointment.cancelled_side, appointment.cancel_ground = side, ground
    appointment.cancelled_at = at
    appointment.save(update_fields=["state", "cancelled_side", "cancel_ground", "cancelled_at"])
    outbox.drop(appointment, at=at)
    if side == Side.PROFESSIONAL and was_known:
        outbox.tell(appointment, MessageKind.CANCELLED, at=at)
    else:
        appointment.links.filter(ended_at=None).update(ended_at=at)
    fact = AppointmentCancelled(
        dossier_id=appointment.dossier_id, appointment_id=appointment.pk, source=side,
        ground=ground,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return appointment
