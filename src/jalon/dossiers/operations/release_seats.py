from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import ngettext

from jalon.accounts.actor import Actor
from jalon.dossiers.events import MemberLeft
from jalon.dossiers.models import Membership, TeamRole
from jalon.dossiers.rules import RELEASE_SEATS
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class StillReferent(Refused):
    """People would be left without an effective référent: they are handed over first."""


@transaction.atomic
def release_seats(
    *, organisation_id: int, affiliation_id: int | None, by: Actor, at: datetime
) -> int:
    """End the seats of a hat that is leaving, or, without one, of an organisation that closes.

    Returns how many ended. Raises StillReferent, naming how many people to hand over, Denied.
    """
    RELEASE_SEATS.require(by, organisation_id)

    held = Q(organisation_id=organisation_id)
    if affiliation_id is not None:
        held &= Q(affiliation_id=affiliation_id)
    locked = Membership.objects.select_for_update(of=("self",)).filter(held, ended_at=None)
    seats = list(locked.select_related("dossier").order_by("dossier_id", "pk"))
    followed = [seat for seat in seats if seat.role == TeamRole.REFERENT and seat.dossier.is_open]
    if followed:
        raise StillReferent(
            ngettext(
                "Une personne resterait sans référent ou référente : passez d'abord le relais.",
                "%(count)s personnes resteraient sans référent ou référente : "
                "passez d'abord le relais.",
                len(followed),
            )
            % {"count": len(followed)}
        )
    for seat in seats:
        seat.ended_at = at
        seat.save(update_fields=["ended_at"])
        record(MemberLeft(dossier_id=seat.dossier_id, membership_id=seat.pk), by=by, at=at)
    return len(seats)
