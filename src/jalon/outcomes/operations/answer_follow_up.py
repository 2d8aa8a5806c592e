from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.outcomes.events import FollowUpAnswered
from jalon.outcomes.models import FollowUp
from jalon.outcomes.rules import WRITE_OUTCOMES


class TooEarly(Refused):
    """News of a month that has not come are not news."""


@transaction.atomic
def answer_follow_up(
    *, follow_up: FollowUp, answer: str, by: Actor | PersonActor, at: datetime
) -> FollowUp:
    """Say what is known of a job some months later; "no news" is an answer.

    May be answered again when better is known. Raises TooEarly, Denied.
    """
    WRITE_OUTCOMES.require(by, follow_up.outcome.dossier)
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if follow_up.answer == answer:
        return follow_up
    if by.today < follow_up.due_on:
        raise TooEarly(_("Ce point n’est pas encore à faire."))
    follow_up.answer, follow_up.answered_on = answer, by.today
    follow_up.answered_by_id = by.affiliation_id
    follow_up.save(update_fields=["answer", "answered_on", "answered_by"])

    fact = FollowUpAnswered(
        dossier_id=follow_up.dossier_id, outcome_id=follow_up.outcome_id,
        month=follow_up.month, answer=answer,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return follow_up
