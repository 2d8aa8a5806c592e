from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.directory.events import AffiliationRequestRefused
from jalon.directory.models import AffiliationRequest, RequestOutcome
from jalon.directory.operations.accept_affiliation import RequestOver
from jalon.directory.rules import REFUSE_AFFILIATION
from jalon.journal.record import record


@transaction.atomic
def refuse_affiliation(
    *, request: AffiliationRequest, by: Actor, at: datetime
) -> AffiliationRequest:
    """Give no place to who asked for one. Raises RequestOver, Denied."""
    REFUSE_AFFILIATION.require(by, request)
    request = AffiliationRequest.objects.select_for_update().get(pk=request.pk)
    if not request.is_open(at):
        raise RequestOver(_("Cette demande n’est plus à décider."))
    request.outcome, request.decided_at = RequestOutcome.REFUSED, at
    request.decided_by_id = by.affiliation_id
    request.save(update_fields=["outcome", "decided_at", "decided_by"])

    fact = AffiliationRequestRefused(request_id=request.pk, organisation_id=request.organisation_id)
    record(fact, by=by, at=at)
    return request
