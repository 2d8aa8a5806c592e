"""Whose calendar a secret address is, and the hours it tells."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import connection

from jalon.accounts.actor import Actor, PersonActor, actor_of
from jalon.accounts.models import Affiliation
from jalon.appointments.codes import FEED, recognised
from jalon.appointments.models import Appointment, AppointmentState, Gathering

PAST: Final = timedelta(days=30)


def owner_of(code: str, *, on: date, at: datetime) -> Actor | PersonActor | None:
    """Who reads through this address; None when it opens nothing, or when their hat has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM jalon_calendar_of(%s, %s)", [recognised(FEED, code), on])
        rows = cursor.fetchall()
    if not rows:
        return None
    [(hat_id, user_id, person_id)] = rows
    if hat_id is None:
        return PersonActor(user_id=user_id, name="", person_id=person_id, today=on)
    hats = Affiliation.objects.in_force(on).select_related("user", "organisation")
    hat = hats.filter(pk=hat_id).first()
    return actor_of(hat, on=on, at=at) if hat else None


def told_to(actor: Actor | PersonActor, *, at: datetime) -> list[Appointment]:
    """From a month ago on; cancelled ones too, so that other calendars forget them."""
    found = Appointment.objects.filter(starts_at__gt=at - PAST)
    if isinstance(actor, PersonActor):
        own = found.filter(dossier__person_id=actor.person_id, dossier__archived_at=None)
        return list(own.order_by("starts_at", "pk"))
    mine = found.filter(participants__affiliation_id=actor.affiliation_id, is_collective=False)
    together = Gathering.objects.filter(
        hosts__affiliation_id=actor.affiliation_id, starts_at__gt=at - PAST
    )
    hours = [*mine, *(_one_hour(gathering) for gathering in together)]
    return sorted(hours, key=lambda one: (one.starts_at or at, one.public_id))


def _one_hour(gathering: Gathering) -> Appointment:
    """One line of the calendar for all those who come, never written down."""
    is_off = gathering.cancelled_at is not None
    return Appointment(
        public_id=gathering.public_id, starts_at=gathering.starts_at, ends_at=gathering.ends_at,
        proposed_at=gathering.opened_at, booked_at=gathering.opened_at,
        cancelled_at=gathering.cancelled_at,
        state=AppointmentState.CANCELLED if is_off else AppointmentState.BOOKED,
    )  # fmt: skip
