from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appraisal.events import ReviewReopened
from jalon.appraisal.models import Review
from jalon.appraisal.rules import APPRAISE
from jalon.appraisal.states import review_after
from jalon.appraisal.telling import tell_reviewer
from jalon.appraisal.turns import appraised_in_turn, last_round
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class ReasonIsMissing(Refused):
    """A reading is reopened for a reason."""


@transaction.atomic
def reopen_review(*, review: Review, reason: str, by: Actor, at: datetime) -> Review:
    """Let a reader take up marks that were given; what they were is kept, with the reason.

    Raises ReasonIsMissing, NotYetOrNoMore, NotFromThisState, Denied.
    """
    APPRAISE.require(by, review.project)
    if not reason.strip():
        raise ReasonIsMissing(_("Dites pourquoi cet avis est rouvert."))
    project = appraised_in_turn(review.project, move="read", at=at).project
    now = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    now.state, now.given_at = review_after(now.state, "reopen"), None
    given = last_round(now)
    given.reopened_at, given.reopened_by_id = at, by.affiliation_id
    given.reopening = reason.strip()
    given.save(update_fields=["reopened_at", "reopened_by", "reopening"])
    now.save(update_fields=["state", "given_at"])
    tell_reviewer(now, at=at)
    caller = project.call.organisation_id
    record(ReviewReopened(project_id=project.pk, caller_id=caller, review_id=now.pk), by=by, at=at)
    return now
