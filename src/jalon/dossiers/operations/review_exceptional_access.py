from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.events import ExceptionalAccessReviewed
from jalon.dossiers.models import ExceptionalAccess
from jalon.dossiers.operations.override_caution import override_caution
from jalon.dossiers.rules.ways_in import REVIEW_EXCEPTIONAL_ACCESS
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "exceptional_access.opinion"


class StillOpen(Refused):
    """It is judged once it is over."""


class AlreadyReviewed(Refused):
    """Somebody has judged it; a judgement is not changed."""


@transaction.atomic
def review_exceptional_access(
    *,
    access: ExceptionalAccess,
    outcome: str,
    opinion: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> ExceptionalAccess:
    """Judge whether opening a dossier in an emergency was justified, and say why.

    Raises StillOpen, AlreadyReviewed, WordsToReview, Denied.
    """
    REVIEW_EXCEPTIONAL_ACCESS.require(by, access)
    insisted = guard.review({FIELD: opinion}, insistence=insistence)

    access = ExceptionalAccess.objects.select_for_update(of=("self",)).get(pk=access.pk)
    if access.reviewed_at:
        raise AlreadyReviewed(_("Cet accès a déjà été contrôlé."))
    if access.is_open(at):
        raise StillOpen(_("Cet accès est encore ouvert : contrôlez-le une fois refermé."))
    access.outcome, access.opinion = outcome, opinion
    access.reviewed_at, access.reviewed_by_id = at, by.affiliation_id
    access.save(update_fields=["outcome", "opinion", "reviewed_at", "reviewed_by"])

    fact = ExceptionalAccessReviewed(
        dossier_id=access.dossier_id, access_id=access.pk, status=outcome
    )
    record(fact, by=by, at=at)
    if insisted:
        override_caution(
            dossier=access.dossier, field=FIELD, classes=insisted, reason=insistence.reason,
            by=by, at=at,
        )  # fmt: skip
    return access
