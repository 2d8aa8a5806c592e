from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.entry.events import CaseloadLimited
from jalon.entry.models import CaseloadLimit
from jalon.entry.rules import LIMIT_CASELOAD
from jalon.journal.record import record


@transaction.atomic
def limit_caseload(
    *, affiliation: Affiliation, most: int, by: Actor, at: datetime
) -> CaseloadLimit:
    """Decide how many people a colleague accompanies at most; it takes nobody away from them.

    Raises Denied.
    """
    LIMIT_CASELOAD.require(by, affiliation)
    limit, _created = CaseloadLimit.objects.update_or_create(
        affiliation=affiliation,
        defaults={"most": most, "decided_by_id": by.affiliation_id, "decided_at": at},
    )

    fact = CaseloadLimited(
        affiliation_id=affiliation.pk, organisation_id=affiliation.organisation_id, most=most
    )
    record(fact, by=by, at=at)
    return limit
