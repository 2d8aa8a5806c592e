from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.dossiers.events import MemberJoined
from jalon.dossiers.models import Membership
from jalon.dossiers.rules.ways_in import RESTORE_MEMBERSHIP
from jalon.journal.record import record
from jalon.kernel.errors import Refused

REGRET: Final = timedelta(hours=24)  # later, it is a new invitation


class CannotRestore(Refused):
    """It ended too long ago, nobody held it, or whoever held it has left or is back."""


@transaction.atomic
def restore_membership(*, seat: Membership, by: Actor, at: datetime) -> Membership:
    """Give back a seat ended by mistake, as it was, to whoever had accepted it.

    Raises CannotRestore, Denied.
    """
    RESTORE_MEMBERSHIP.require(by, seat)
    if seat.affiliation_id is None or not seat.ended_at or at - seat.ended_at > REGRET:
        raise CannotRestore(_("Cette place a pris fin il y a trop longtemps : invitez à nouveau."))
    in_force = Affiliation.objects.in_force(by.today).filter(pk=seat.affiliation_id)
    is_past = seat.until_on is not None and seat.until_on <= by.today
    if is_past or not in_force.exists():
        raise CannotRestore(_("Cette personne ne peut pas rejoindre une équipe."))
    try:
        with transaction.atomic():
            back = Membership.objects.create(
                dossier_id=seat.dossier_id,
                organisation_id=seat.organisation_id,
                affiliation_id=seat.affiliation_id,
                role=seat.role,
                started_on=by.today,
                until_on=seat.until_on,
            )
    except IntegrityError as error:
        raise CannotRestore(_("Cette personne est déjà dans l’équipe.")) from error

    record(MemberJoined(dossier_id=seat.dossier_id, membership_id=back.pk), by=by, at=at)
    return back
