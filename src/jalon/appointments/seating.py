"""Taking an hour: of the person, and of each professional. The database alone says who is first."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.models import Affiliation
from jalon.appointments.models import Appointment, AppointmentState, Participant, Side
from jalon.appointments.queries.gatherings import Open, gatherings_of
from jalon.kernel.errors import Refused

TAKEN: Final = ("nobody_is_booked_twice", "person_in_one_place_at_a_time")


class SlotTaken(Refused):
    """Somebody was faster, or one of those who meet is elsewhere at that hour."""


def hold(
    appointment: Appointment,
    starts_at: datetime,
    crews: Sequence[Sequence[int]],
    *,
    side: str,
    at: datetime,
) -> None:
    """Book this hour with the first crew (ids of hats) whose time is free; raises SlotTaken.

    A crew is all of those who meet the person. At a shared desk each crew is one professional, any
    of whom will do.
    """
    for crew in crews:
        try:
            with transaction.atomic():
                _seat(appointment, starts_at, crew, side, at)
        except IntegrityError as error:
            if not any(name in str(error) for name in TAKEN):
                raise
        else:
            return
    raise SlotTaken(_("Cet horaire vient d’être pris. Choisissez-en un autre."))


def _seat(
    appointment: Appointment, starts_at: datetime, crew: Sequence[int], side: str, at: datetime
) -> None:
    ends_at = starts_at + timedelta(minutes=appointment.minutes)
    appointment.participants.exclude(affiliation_id__in=crew).delete()
    bodies = Affiliation.objects.filter(pk__in=crew).values_list("pk", "organisation_id")
    known = set(appointment.participants.values_list("affiliation_id", flat=True))
    held = {"starts_at": starts_at, "ends_at": ends_at, "is_held": True}
    appointment.participants.update(**held)
    Participant.objects.bulk_create(
        Participant(
            appointment=appointment,
            dossier_id=appointment.dossier_id,
            affiliation_id=hat,
            organisation_id=body,
            **held,
        )
        for hat, body in bodies
        if hat not in known
    )
    appointment.starts_at, appointment.ends_at = starts_at, ends_at
    appointment.state = AppointmentState.BOOKED
    appointment.booked_side, appointment.booked_at = side, at
    appointment.save(
        update_fields=[
            "starts_at", "ends_at", "state", "booked_side", "booked_at", "moves", "mode", "place",
        ]
    )  # fmt: skip


def attend(appointment: Appointment, starts_at: datetime, *, side: str, at: datetime) -> None:
    """Take a place in the gathering of that hour at its desk; raises SlotTaken when it is full.

    Those who receive give their time to the gathering; here they are only said to be there.
    """
    just_then = starts_at + timedelta(microseconds=1)
    found = gatherings_of(appointment.desk_id or 0, starts_at, just_then)
    for seat in found[0].seats if found else ():
        try:
            with transaction.atomic():
                _take(appointment, found[0], seat, side, at)
        except IntegrityError as error:
            if "person_in_one_place_at_a_time" in str(error):
                break
            if "one_person_a_seat" not in str(error):
                raise
        else:
            return
    raise SlotTaken(_("Cette réunion est complète, ou n’a pas lieu à cette heure."))


def _take(appointment: Appointment, found: Open, seat: int, side: str, at: datetime) -> None:
    gathering = found.gathering
    appointment.seat_id, appointment.minutes = seat, gathering.minutes
    appointment.starts_at, appointment.ends_at = gathering.starts_at, gathering.ends_at
    appointment.mode, appointment.place = gathering.mode, gathering.place
    appointment.state = AppointmentState.BOOKED
    appointment.booked_side, appointment.booked_at = side, at
    appointment.save()
    appointment.participants.exclude(affiliation_id__in=found.hats).delete()
    known = set(appointment.participants.values_list("affiliation_id", flat=True))
    hours = {"starts_at": gathering.starts_at, "ends_at": gathering.ends_at}
    appointment.participants.update(**hours)
    Participant.objects.bulk_create(
        Participant(
            appointment=appointment, dossier_id=appointment.dossier_id, affiliation_id=hat,
            organisation_id=appointment.organisation_id, **hours,
        )
        for hat in found.hats
        if hat not in known
    )  # fmt: skip


def release(appointment: Appointment) -> None:
    """The hour is free again for everybody."""
    appointment.participants.update(is_held=False)


def side_of(by: object) -> str:
    """Which side acts; nobody signed in is the person, by her link."""
    if by is None:
        return Side.LINK
    return Side.PROFESSIONAL if getattr(by, "affiliation_id", None) else Side.PERSON
