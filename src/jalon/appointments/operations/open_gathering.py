from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.appointments.events import GatheringOpened
from jalon.appointments.models import Desk, DeskSeat, Gathering, GatheringSeat, Participant
from jalon.appointments.queries.away import days_away
from jalon.appointments.queries.free import zone_of_body
from jalon.appointments.rules import OPEN_GATHERING
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class CannotGather(Refused):
    """The hour is over or taken, or somebody who would receive is elsewhere."""


@transaction.atomic
def open_gathering(
    *,
    desk: Desk,
    title: str,
    starts_at: datetime,
    minutes: int,
    places: int,
    mode: str,
    place: str,
    hats: Sequence[Affiliation],
    by: Actor,
    at: datetime,
) -> Gathering:
    """Receive several people together at a desk: one hour, so many places, and who receives.

    Their time is taken from now on, whoever comes. Raises CannotGather, Denied.
    """
    OPEN_GATHERING.require(by, desk)
    _check(desk, starts_at, hats, at)
    try:
        with transaction.atomic():
            gathering = Gathering.objects.create(
                desk=desk, title=title.strip(), mode=mode, place=place.strip() or desk.place,
                minutes=minutes, places=places, starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=minutes),
                opened_by_id=by.affiliation_id, opened_at=at,
            )  # fmt: skip
            Participant.objects.bulk_create(_held(gathering, hat) for hat in hats)
    except IntegrityError as error:
        is_somebody = "nobody_is_booked_twice" in str(error)
        said = (
            _("Une des personnes qui recevraient est prise à cette heure.")
            if is_somebody
            else _("Cette permanence a déjà une réunion à cette heure.")
        )
        raise CannotGather(said) from error
    GatheringSeat.objects.bulk_create(
        GatheringSeat(gathering=gathering, number=number) for number in range(1, places + 1)
    )
    fact = GatheringOpened(organisation_id=desk.organisation_id, gathering_id=gathering.pk)
    record(fact, by=by, at=at)
    return gathering


def _check(desk: Desk, starts_at: datetime, hats: Sequence[Affiliation], at: datetime) -> None:
    day = starts_at.astimezone(ZoneInfo(zone_of_body(desk.organisation))).date()
    seats = DeskSeat.objects.in_force(day).filter(desk=desk)
    numbers = {hat.pk for hat in hats}
    if starts_at <= at:
        raise CannotGather(_("Cette heure est passée : choisissez-en une autre."))
    if not numbers or numbers - set(seats.values_list("affiliation_id", flat=True)):
        raise CannotGather(_("Choisissez des personnes qui tiennent cette permanence ce jour-là."))
    if days_away(numbers, day, day):
        raise CannotGather(_("Une des personnes qui recevraient est absente ce jour-là."))


def _held(gathering: Gathering, hat: Affiliation) -> Participant:
    return Participant(
        gathering=gathering, affiliation=hat, organisation_id=hat.organisation_id,
        starts_at=gathering.starts_at, ends_at=gathering.ends_at, is_held=True,
    )  # fmt: skip
