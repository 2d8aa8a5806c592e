from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.outcomes.events import AssessmentReopened
from jalon.outcomes.models import Conclusion
from jalon.outcomes.rules import REOPEN_ASSESSMENT


@transaction.atomic
def reopen_assessment(*, conclusion: Conclusion, by: Actor, at: datetime) -> Conclusion:
    """Take back that the assessment was complete: its clock runs again. Raises Denied."""
    REOPEN_ASSESSMENT.require(by, conclusion.dossier)
    conclusion = Conclusion.objects.select_for_update().get(pk=conclusion.pk)
    if conclusion.withdrawn_at:
        return conclusion
    conclusion.withdrawn_at = at
    conclusion.save(update_fields=["withdrawn_at"])
    fact = AssessmentReopened(dossier_id=conclusion.dossier_id, conclusion_id=conclusion.pk)
    record(fact, by=by, at=at)
    return conclusion
