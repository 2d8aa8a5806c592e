from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.outcomes.events import OutcomeConfirmed
from jalon.outcomes.models import Outcome
from jalon.outcomes.rules import CONFIRM_OUTCOME


@transaction.atomic
def confirm_outcome(*, outcome: Outcome, by: Actor, at: datetime) -> Outcome:
    """Say that what the person declared herself is so; twice changes nothing."""
    CONFIRM_OUTCOME.require(by, outcome.dossier)
    outcome = Outcome.objects.select_for_update().get(pk=outcome.pk)
    if outcome.confirmed_at or outcome.declared_by_id or outcome.withdrawn_at:
        return outcome
    outcome.confirmed_by_id, outcome.confirmed_at = by.affiliation_id, at
    outcome.save(update_fields=["confirmed_by", "confirmed_at"])

    fact = OutcomeConfirmed(
        dossier_id=outcome.dossier_id, outcome_id=outcome.pk, nature=outcome.kind
    )
    record(fact, by=by, at=at)
    return outcome
