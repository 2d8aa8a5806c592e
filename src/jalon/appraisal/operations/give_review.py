from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appraisal.events import ReviewGiven
from jalon.appraisal.models import Review
from jalon.appraisal.queries.marking import lacking, marks_digest
from jalon.appraisal.rules import REVIEW
from jalon.appraisal.states import review_after
from jalon.appraisal.turns import running_round
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.ui.words import listing


class NotWhole(Refused):
    """Every line of the grid has its mark and its comment."""


@transaction.atomic
def give_review(*, review: Review, by: Actor, at: datetime) -> Review:
    """Freeze one's marks: from now on they count, and change only if the officer reopens them.

    Raises NotWhole, NotFromThisState, Denied.
    """
    REVIEW.require(by, review)
    now = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    now.state, now.given_at = review_after(now.state, "give"), at
    running = running_round(now)
    missing = lacking(now, running)
    if missing:
        raise NotWhole(_("Il manque une note ou un commentaire : %s.") % listing(missing))
    running.given_at, running.digest = at, marks_digest(running)
    running.save(update_fields=["given_at", "digest"])
    now.save(update_fields=["state", "given_at"])
    fact = ReviewGiven(
        project_id=now.project_id, caller_id=now.assigned_by.organisation_id, review_id=now.pk,
        digest=running.digest,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now
