from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.appointments.events import DeskOpened
from jalon.appointments.models import Desk, DeskSeat
from jalon.appointments.rules import OPEN_DESK
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class DeskExists(Refused):
    """There is one of that name already."""


@transaction.atomic
def open_desk(
    *, name: str, place: str, hats: Sequence[Affiliation], by: Actor, at: datetime
) -> Desk:
    """Open a shared desk of one's own organisation, held by these colleagues.

    Raises DeskExists, Denied.
    """
    OPEN_DESK.require(by, None)
    try:
        with transaction.atomic():
            desk = Desk.objects.create(
                organisation_id=by.organisation_id, name=name.strip(), place=place.strip(),
                opened_by_id=by.affiliation_id, opened_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise DeskExists(_("Une permanence porte déjà ce nom.")) from error
    DeskSeat.objects.bulk_create(
        DeskSeat(desk=desk, affiliation=hat, started_on=by.today)
        for hat in hats
        if hat.organisation_id == by.organisation_id
    )
    record(DeskOpened(organisation_id=desk.organisation_id, desk_id=desk.pk), by=by, at=at)
    return desk
