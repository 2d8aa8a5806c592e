from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appraisal.events import InterestsDeclared
from jalon.appraisal.models import Review, Round
from jalon.appraisal.rules import REVIEW
from jalon.appraisal.states import review_after
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class ReasonIsMissing(Refused):
    """Who does not read says why, in a few words."""


@transaction.atomic
def declare_interests(
    *, review: Review, has_interest: bool, reason: str, by: Actor, at: datetime
) -> Review:
    """Before reading: no interest at stake, and the project opens; or one, and another reads it.

    Raises ReasonIsMissing, NotFromThisState, Denied.
    """
    REVIEW.require(by, review)
    if has_interest and not reason.strip():
        raise ReasonIsMissing(_("Dites en quelques mots le lien que vous avez."))
    now = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    now.state = review_after(now.state, "recuse" if has_interest else "declare")
    now.declared_at, now.recusal = at, reason.strip() if has_interest else ""
    now.save(update_fields=["state", "declared_at", "recusal"])
    if not has_interest:
        Round.objects.create(review=now, number=1)
    fact = InterestsDeclared(
        project_id=now.project_id, caller_id=now.assigned_by.organisation_id, review_id=now.pk,
        is_recused=has_interest,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now
