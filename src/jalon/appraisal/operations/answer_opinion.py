from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appraisal.events import OpinionAnswered
from jalon.appraisal.models import Opinion, Verdict
from jalon.appraisal.rules import ANSWER_OPINION
from jalon.appraisal.states import opinion_after
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class ReasonIsMissing(Refused):
    """Only a favourable opinion may say nothing more."""


@transaction.atomic
def answer_opinion(
    *, opinion: Opinion, verdict: str, body: str, by: Actor, at: datetime
) -> Opinion:
    """Give the opinion of one's body: favourable, with reserves, or not. It is final.

    Raises ReasonIsMissing, NotFromThisState, Denied.
    """
    ANSWER_OPINION.require(by, opinion)
    if verdict != Verdict.FAVOURABLE and not body.strip():
        raise ReasonIsMissing(_("Dites quelles réserves, ou pourquoi."))
    now = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    now.state = opinion_after(now.state, "answer")
    now.verdict, now.body = Verdict(verdict), body.strip()
    now.answered_by_id, now.answered_at = by.affiliation_id, at
    now.save(update_fields=["state", "verdict", "body", "answered_by", "answered_at"])
    fact = OpinionAnswered(
        project_id=now.project_id, caller_id=now.asked_by.organisation_id, opinion_id=now.pk,
        answer=now.verdict,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now
