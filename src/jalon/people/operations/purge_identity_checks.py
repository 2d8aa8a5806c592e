from datetime import datetime

from django.db import transaction
from django.db.models import Q

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.people.events import IdentityChecksPurged
from jalon.people.models import CheckOutcome, IdentityCheck


@transaction.atomic
def purge_identity_checks(*, by: Actor | None, at: datetime) -> int:
    """Erase the identities that were confirmed, and those that nobody confirmed in time."""
    over = ~Q(outcome=CheckOutcome.PENDING) | Q(expires_at__lte=at)
    count, _by_model = IdentityCheck.objects.filter(over).delete()
    if count:
        record(IdentityChecksPurged(count=count), by=by, at=at)
    return count
