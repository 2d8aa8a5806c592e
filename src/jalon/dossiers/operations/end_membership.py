from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.events import MemberLeft
from jalon.dossiers.models import Membership, TeamRole
from jalon.dossiers.rules import END_MEMBERSHIP
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class ReferentCannotLeave(Refused):
    """A dossier always has its référent: they hand over, they do not leave."""


@transaction.atomic
def end_membership(*, seat: Membership, by: Actor, at: datetime) -> Membership:
    """End a seat; rights stop with the commit, on pages and on open screens."""
    END_MEMBERSHIP.require(by, seat)

    # Ended already, even by oneself, it is nobody's to change any more: not even held for that.
    held = Membership.objects.select_for_update().filter(pk=seat.pk, ended_at=None).first()
    if held is None:
        return Membership.objects.get(pk=seat.pk)
    seat = held
    if seat.role == TeamRole.REFERENT:
        raise ReferentCannotLeave(
            _("Une personne a toujours un référent ou une référente : passez d’abord le relais.")
        )
    seat.ended_at = at
    seat.save(update_fields=["ended_at"])

    record(MemberLeft(dossier_id=seat.dossier_id, membership_id=seat.pk), by=by, at=at)
    return seat
