from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.record import record
from jalon.outcomes.events import OutcomeWithdrawn
from jalon.outcomes.models import FollowUp, Outcome
from jalon.outcomes.rules import WRITE_OUTCOMES


@transaction.atomic
def withdraw_outcome(*, outcome: Outcome, by: Actor | PersonActor, at: datetime) -> Outcome:
    """Take back what was declared by mistake: it counts nowhere, and nobody asks for news."""
    WRITE_OUTCOMES.require(by, outcome.dossier)
    outcome = Outcome.objects.select_for_update().get(pk=outcome.pk)
    if outcome.withdrawn_at:
        return outcome
    outcome.withdrawn_at, outcome.employer = at, ""
    outcome.save(update_fields=["withdrawn_at", "employer"])
    FollowUp.objects.filter(outcome=outcome, answer="").delete()

    fact = OutcomeWithdrawn(
        dossier_id=outcome.dossier_id, outcome_id=outcome.pk, nature=outcome.kind
    )
    record(fact, by=by, at=at)
    return outcome
