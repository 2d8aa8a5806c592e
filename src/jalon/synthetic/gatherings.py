"""A desk where several people are received together: one meeting is over, one is to come.

In the morning of a Wednesday or of a Friday, when none of those who hold it receives anybody else.
Of those who were expected some did not come, and one presence is still to be noted.
"""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Final

from django.db.models import Q

from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.appointments.drafting import Meeting
from jalon.appointments.models import Desk, Gathering, Mode
from jalon.appointments.operations import (
    book_appointment,
    declare_availability,
    open_desk,
    open_gathering,
    propose_appointment,
    settle_appointment,
)
from jalon.dossiers.models import Dossier
from jalon.synthetic.dice import person_dice
from jalon.synthetic.lately import acting, instant, quiet
from jalon.synthetic.staff import LOGIN_DOMAIN
from jalon.synthetic.tables import public_id

DICE: Final = 13_000_000_000
AGO: Final = timedelta(days=21)  # since when the desk receives
BEFORE: Final = timedelta(days=5)  # from the invitation to the meeting that is over
DAYS: Final = (2, 4)  # Wednesday, Friday
HOUR, MINUTES, PLACES = time(10), 75, 12
TITLE: Final = "Réunion d’information sur l’accompagnement"
CAME: Final = ("attended", "attended", "missed", "attended", "excused", "attended")
TO_COME: Final = 5


def gather(own: Dossier, seed: int, today: date) -> None:
    """`own`: of the account that is opened for its person, who comes to none of them."""
    found = _held_by()
    if found is None:
        return
    hat, manager = found
    desk = _desk(hat, manager, today)
    past = next(day for day in _days(today, -1) if day <= today - timedelta(days=3))
    held = _foreseen(desk, hat, past, today - AGO)
    for number, dossier in enumerate(_expected(hat, own, past - BEFORE, len(CAME) + 1)):
        _attend(held, dossier, past - BEFORE, CAME[number] if number < len(CAME) else "")
    coming = next(day for day in _days(today, 1) if day >= today + timedelta(days=2))
    held = _foreseen(desk, hat, coming, today - timedelta(days=1))
    for dossier in _expected(hat, own, today - timedelta(days=1), TO_COME):
        _attend(held, dossier, today - timedelta(days=1))
    dice = person_dice(seed, DICE)
    for row in (desk, *desk.gatherings.order_by("pk")):
        type(row)._default_manager.filter(pk=row.pk).update(public_id=public_id(today, dice))


def _held_by() -> tuple[Affiliation, Affiliation] | None:
    """Somebody who leads people, and who manages the same body: of the first login, if it may."""
    hats = Affiliation.objects.select_related("organisation").order_by("pk")
    managers = {
        one.organisation_id: one
        for one in hats.filter(
            role=AffiliationRole.MANAGER, user__email__endswith=f"@{LOGIN_DOMAIN}"
        )
    }
    leads = Dossier.objects.filter(closed_at=None).values("referent__affiliation")
    found = hats.filter(pk__in=leads, organisation__in=managers).first()
    return (found, managers[found.organisation_id]) if found else None


def _desk(hat: Affiliation, manager: Affiliation, today: date) -> Desk:
    """Held by the hat and by whoever manages; its hours are those of Friday afternoons."""
    by, at = acting(manager, today - AGO)
    desk = open_desk(
        name="Permanence du centre-ville", place="Maison du département, salle 2",
        hats=[hat, manager], by=by, at=at,
    )  # fmt: skip
    declare_availability(
        desk=desk, weekday=5, opens=time(14), closes=time(17), minutes=30, mode=Mode.PLACE,
        from_on=by.today, by=by, at=at,
    )  # fmt: skip
    return desk


def _foreseen(desk: Desk, hat: Affiliation, day: date, said_on: date) -> Gathering:
    by, at = acting(hat, said_on, time(9))
    return open_gathering(
        desk=desk, title=TITLE, starts_at=instant(day, HOUR), minutes=MINUTES, places=PLACES,
        mode=Mode.PLACE, place="", hats=[hat], by=by, at=at,
    )  # fmt: skip


def _expected(hat: Affiliation, own: Dossier, since: date, count: int) -> Sequence[Dossier]:
    """People whom the same body leads, and of whom nothing has been written since."""
    same = Q(referent__organisation=hat.organisation, referent__affiliation__isnull=False)
    led = Dossier.objects.filter(same, closed_at=None).exclude(pk=own.pk)
    return list(quiet(led, instant(since, time(9)))[:count])


def _attend(held: Gathering, dossier: Dossier, said_on: date, presence: str = "") -> None:
    """Invited by the référent, who enters the person at once; then, who came."""
    lead = dossier.referent.affiliation
    if lead is None:
        return
    by, at = acting(lead, said_on, time(10))
    meeting = Meeting(
        kind="information", mode=held.mode, minutes=held.minutes, desk=held.desk,
        is_collective=True,
    )  # fmt: skip
    one = propose_appointment(dossier=dossier, meeting=meeting, is_told=False, by=by, at=at)
    one = book_appointment(
        appointment=one, starts_at=held.starts_at, by=by, at=at + timedelta(minutes=2)
    )
    if presence:
        by, at = acting(lead, held.starts_at.date(), time(12))
        settle_appointment(appointment=one, presence=presence, by=by, at=at)


def _days(today: date, step: int) -> list[date]:
    days = [today + timedelta(days=step * number) for number in range(1, 15)]
    return [day for day in days if day.weekday() in DAYS]
