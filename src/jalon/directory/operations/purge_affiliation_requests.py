from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from jalon.accounts.actor import Actor
from jalon.directory.events import AffiliationRequestsPurged
from jalon.directory.models import AffiliationRequest, RequestOutcome
from jalon.journal.record import record
from jalon.parameters.queries import integer


@transaction.atomic
def purge_affiliation_requests(*, by: Actor | None, at: datetime) -> int:
    """Erase what nobody decided in time, and what was decided long enough ago: how many."""
    days = timedelta(days=integer("affiliation_request.days", on=at.date()))
    over = AffiliationRequest.objects.filter(
        Q(outcome=RequestOutcome.PENDING, expires_at__lte=at) | Q(decided_at__lte=at - days)
    )
    count, _by_model = over.delete()
    if count:
        record(AffiliationRequestsPurged(count=count), by=by, at=at)
    return count
