from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.record import record
from jalon.outcomes.events import OutcomeEnded
from jalon.outcomes.models import Outcome
from jalon.outcomes.operations.declare_outcome import OutcomeIncomplete
from jalon.outcomes.rules import WRITE_OUTCOMES


@transaction.atomic
def end_outcome(
    *, outcome: Outcome, ended_on: date, by: Actor | PersonActor, at: datetime
) -> Outcome:
    """Say that a job or a training is over. Said twice the same, it changes nothing.

    Raises OutcomeIncomplete when it would end before it begins, Denied.
    """
    WRITE_OUTCOMES.require(by, outcome.dossier)
    outcome = Outcome.objects.select_for_update().get(pk=outcome.pk)
    if outcome.withdrawn_at or outcome.ended_on == ended_on:
        return outcome
    if ended_on < outcome.started_on:
        raise OutcomeIncomplete(_("Cette date vient avant le début."))
    outcome.ended_on = ended_on
    outcome.save(update_fields=["ended_on"])

    fact = OutcomeEnded(
        dossier_id=outcome.dossier_id, outcome_id=outcome.pk, nature=outcome.kind,
        ended_on=ended_on,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return outcome
