from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.dossiers.events import SeatTaken
from jalon.dossiers.models import Membership
from jalon.dossiers.rules import TAKE_SEAT, works_with_people
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class SeatNotFree(Refused):
    """Somebody already holds this seat, or it has ended."""


class CannotHoldSeat(Refused):
    """The colleague named does not work with people in this organisation."""


@transaction.atomic
def take_seat(*, seat: Membership, affiliation: Affiliation, by: Actor, at: datetime) -> Membership:
    """Name the colleague who holds a seat given to the organisation without a name."""
    TAKE_SEAT.require(by, seat)
    colleagues = Affiliation.objects.in_force(by.today).filter(organisation_id=by.organisation_id)
    if not colleagues.filter(pk=affiliation.pk).exists() or not works_with_people.holds(
        affiliation, None
    ):
        raise CannotHoldSeat(_("Choisissez quelqu'un de votre organisme qui accompagne."))

    seat = Membership.objects.select_for_update().get(pk=seat.pk)
    if seat.ended_at or seat.affiliation_id:
        raise SeatNotFree(_("Cette place est déjà prise."))
    seat.affiliation = affiliation
    seat.save(update_fields=["affiliation"])

    record(SeatTaken(dossier_id=seat.dossier_id, membership_id=seat.pk), by=by, at=at)
    return seat
