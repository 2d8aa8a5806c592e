"""The answer to a request for another orientation: the same, accepted or refused."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.operations import override_caution
from jalon.entry.models import Reorientation, ReorientationState
from jalon.kernel.errors import Refused
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "reorientation.answer"


class AlreadyAnswered(Refused):
    """The request has its answer."""


class AlreadyDecided(Refused):
    """One decision per orientation, which is neither taken again nor given back."""


class NoReason(Refused):
    """A decision and an answer always say why."""


def answer_reorientation(
    reorientation: Reorientation,
    state: ReorientationState,
    reason: str,
    insistence: Insistence,
    by: Actor,
    at: datetime,
) -> Reorientation:
    """Write the answer down, within the operation that gives it.

    Raises AlreadyAnswered, NoReason, WordsToReview.
    """
    insisted = guard.review({FIELD: reason}, insistence=insistence)
    if not reason.strip():
        raise NoReason(_("Dites pourquoi, en une phrase que la personne pourra lire."))
    asked = Reorientation.objects.select_for_update(of=("self",)).get(pk=reorientation.pk)
    if asked.state != ReorientationState.PENDING:
        raise AlreadyAnswered(_("Cette demande a déjà sa réponse."))
    asked.state, asked.answer = state, reason.strip()
    asked.answered_by_id, asked.answered_at = by.affiliation_id, at
    asked.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    if insisted:
        override_caution(
            dossier=asked.dossier,
            field=FIELD,
            classes=insisted,
            reason=insistence.reason,
            by=by,
            at=at,
        )
    return asked
