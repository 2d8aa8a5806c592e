"""Appointments of the first logins: hours of the week, some held, some missed, some to come.

Few, and written by the operations themselves, in dossiers where nothing else has happened since:
a fact never stands before what it follows. One out of six nobody comes to, as where people choose
their hour (public self-evaluations: fewer than 15 %).
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Final

from django.db.models import Max
from django.utils import timezone

from jalon.accounts.actor import PersonActor
from jalon.accounts.models import Affiliation
from jalon.appointments.codes import LINK, code_of, recognised
from jalon.appointments.drafting import Meeting
from jalon.appointments.models import Appointment, Availability, BookingLink, Message, Mode
from jalon.appointments.operations import (
    ask_appointment,
    declare_availability,
    fix_appointment,
    propose_appointment,
    settle_appointment,
)
from jalon.dossiers.models import Dossier
from jalon.synthetic.dice import person_dice
from jalon.synthetic.gatherings import gather
from jalon.synthetic.lately import acting, instant, quiet
from jalon.synthetic.tables import public_id

DICE: Final = 8_000_000_000
WEEK: Final = ((1, Mode.PLACE), (2, Mode.PLACE), (4, Mode.PHONE))  # Monday, Tuesday, Thursday
HOURS: Final = (time(9), time(12))
MINUTES: Final = 45
PEOPLE: Final = 6  # a hat
AGO: Final = timedelta(days=21)  # since when hours are declared, and invitations left
WHAT_BECAME: Final = ("attended", "attended", "excused", "attended", "missed", "attended")


def hold_meetings(own: Dossier, person: PersonActor, seed: int, today: date) -> None:
    """The hours of whoever accompanies the account's owner, and the appointments of some people."""
    hat = own.referent.affiliation
    if hat is None:
        return
    last = Appointment.objects.aggregate(last=Max("pk"))["last"] or 0
    _declare_hours(hat, today)
    for number, dossier in enumerate(_quiet(hat, own, today)):
        _meet(dossier, hat, number, today)
    gather(own, seed, today)
    _invite(own, hat, person, today)
    _number_again(seed, today, last)


def _declare_hours(hat: Affiliation, today: date) -> None:
    by, at = acting(hat, today - AGO)
    for weekday, mode in WEEK:
        declare_availability(
            desk=None, weekday=weekday, opens=HOURS[0], closes=HOURS[1], minutes=MINUTES,
            mode=mode, from_on=today - AGO, by=by, at=at,
        )  # fmt: skip


def _quiet(hat: Affiliation, own: Dossier, today: date) -> list[Dossier]:
    """Dossiers that the hat leads, in which nothing was written for three weeks."""
    led = Dossier.objects.filter(referent__affiliation=hat, closed_at=None).exclude(pk=own.pk)
    return list(quiet(led, instant(today - AGO, time(7)))[:PEOPLE])


def _meet(dossier: Dossier, hat: Affiliation, number: int, today: date) -> None:
    """One that is over, the last weeks; and for every other person one to come."""
    past, coming = _days(today)
    by, at = acting(hat, today - AGO)
    held_at = instant(past[number % len(past)], time(9 + number // len(past)))
    one = fix_appointment(
        dossier=dossier, meeting=_meeting(hat, "follow_up"), starts_at=held_at, by=by, at=at
    )
    presence = WHAT_BECAME[number % len(WHAT_BECAME)]
    by, at = acting(hat, timezone.localdate(held_at), time(17))
    settle_appointment(appointment=one, presence=presence, by=by, at=at)
    if number % 2:
        return
    starts_at = instant(coming[number % len(coming)], time(9 + number // 2))
    fix_appointment(
        dossier=dossier, meeting=_meeting(hat, "contract"), starts_at=starts_at, by=by, at=at
    )


def _invite(own: Dossier, hat: Affiliation, person: PersonActor, today: date) -> None:
    """Yesterday evening: an hour to choose for the contract; and she had asked for it."""
    then = today - timedelta(days=1)
    at = instant(then, time(20))
    ask_appointment(dossier=own, kind="contract", mode=Mode.PLACE, by=person, at=at)
    by, at = acting(hat, then, time(21))
    meeting = _meeting(hat, "contract")
    propose_appointment(dossier=own, meeting=meeting, is_told=False, by=by, at=at)


def _meeting(hat: Affiliation, kind: str) -> Meeting:
    return Meeting(kind=kind, mode=Mode.PLACE, minutes=MINUTES, hats=(hat,))


def _days(today: date) -> tuple[list[date], list[date]]:
    """Working days of the three weeks before and of the two weeks to come."""
    past = [day for day in _around(today, -14, -1) if day.weekday() < 5]
    return past[::-1], [day for day in _around(today, 1, 14) if day.weekday() in {0, 1, 3}]


def _around(today: date, first: int, last: int) -> Iterator[date]:
    for number in range(first, last + 1):
        yield today + timedelta(days=number)


def _number_again(seed: int, today: date, last: int) -> None:
    """Same seed, same public ids (past `last`, of appointments), and the secrets that follow."""
    dice = person_dice(seed, DICE)
    for rows in (Availability.objects, Appointment.objects.filter(pk__gt=last), Message.objects):
        model = rows.model
        for row in rows.order_by("pk"):
            model.objects.filter(pk=row.pk).update(public_id=public_id(today, dice))
    for link in BookingLink.objects.order_by("pk"):
        number = public_id(today, dice)
        mark = recognised(LINK, code_of(LINK, number))
        BookingLink.objects.filter(pk=link.pk).update(public_id=number, fingerprint=mark)
