from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.dossiers.events import SeatTaken
from jalon.dossiers.models import Membership
from jalon.dossiers.operations.end_expired_memberships import end_expired_memberships
from jalon.dossiers.rules import TAKE_SEAT, works_with_people
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class SeatNotFree(Refused):
    """Somebody already holds this seat, or it has ended, or the day agreed has passed."""


class CannotHoldSeat(Refused):
    """The colleague named works with nobody in this organisation, or already has a seat there."""


@transaction.atomic
def take_seat(*, seat: Membership, affiliation: Affiliation, by: Actor, at: datetime) -> Membership:
    """Name the colleague who holds a seat given to the organisation without a name.

    Raises SeatNotFree, CannotHoldSeat (among others, who already has a seat there), Denied.
    """
    TAKE_SEAT.require(by, seat)
    colleagues = Affiliation.objects.in_force(by.today).filter(organisation_id=by.organisation_id)
    if not colleagues.filter(pk=affiliation.pk).exists() or not works_with_people.holds(
        affiliation, None
    ):
        raise CannotHoldSeat(_("Choisissez quelqu’un de votre organisme qui accompagne."))

    seat = (
        Membership.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=seat.pk)
    )
    if seat.affiliation_id or not seat.is_in_force(by.today):
        raise SeatNotFree(_("Cette place est déjà prise."))
    end_expired_memberships(dossier=seat.dossier, affiliation=affiliation, by=by, at=at)
    seat.affiliation = affiliation
    try:
        with transaction.atomic():
            seat.save(update_fields=["affiliation"])
    except IntegrityError as error:
        raise CannotHoldSeat(_("Cette personne est déjà dans l’équipe.")) from error

    record(SeatTaken(dossier_id=seat.dossier_id, membership_id=seat.pk), by=by, at=at)
    return seat
