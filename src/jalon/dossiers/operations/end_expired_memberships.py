from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import Affiliation
from jalon.dossiers.events import MemberLeft
from jalon.dossiers.models import Dossier, Membership
from jalon.dossiers.rules import END_EXPIRED_MEMBERSHIPS
from jalon.journal.record import record


@transaction.atomic
def end_expired_memberships(
    *, dossier: Dossier, affiliation: Affiliation, by: Actor | PersonActor, at: datetime
) -> int:
    """End the seats of one hat whose agreed day has passed, so that it may be given another.

    Rights stopped on that day already; this writes it down. Returns how many ended. Raises Denied.
    """
    END_EXPIRED_MEMBERSHIPS.require(by, dossier)

    held = Membership.objects.select_for_update().filter(dossier=dossier, affiliation=affiliation)
    expired = list(held.filter(ended_at=None, until_on__lte=by.today).order_by("pk"))
    for seat in expired:
        seat.ended_at = at
        seat.save(update_fields=["ended_at"])
        record(MemberLeft(dossier_id=dossier.pk, membership_id=seat.pk), by=by, at=at)
    return len(expired)
