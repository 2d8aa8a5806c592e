from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.appraisal.events import ReviewReplaced
from jalon.appraisal.models import Review
from jalon.appraisal.rules import APPRAISE
from jalon.appraisal.states import review_after
from jalon.appraisal.turns import appraised_in_turn
from jalon.journal.record import record


@transaction.atomic
def replace_review(*, review: Review, by: Actor, at: datetime) -> Review:
    """Take back a reading that was not given, so that somebody else may have it.

    Raises NotYetOrNoMore, NotFromThisState, Denied.
    """
    APPRAISE.require(by, review.project)
    project = appraised_in_turn(review.project, move="read", at=at).project
    now = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    now.state = review_after(now.state, "replace")
    now.save(update_fields=["state"])
    caller = project.call.organisation_id
    record(ReviewReplaced(project_id=project.pk, caller_id=caller, review_id=now.pk), by=by, at=at)
    return now
