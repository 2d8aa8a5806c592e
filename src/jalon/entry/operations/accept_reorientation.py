from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.entry.answering import answer_reorientation
from jalon.entry.events import InformationReceived, ReorientationAccepted
from jalon.entry.models import Orientation, Origin, Reorientation, ReorientationState
from jalon.entry.rules import ACCEPT_REORIENTATION
from jalon.entry.seating import due_on
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer
from jalon.wording import guard
from jalon.wording.guard import Insistence

STATE: Final = ReorientationState.ACCEPTED


class AlreadyUnderWay(Refused):
    """Another orientation has begun meanwhile."""


@transaction.atomic
def accept_reorientation(
    *,
    reorientation: Reorientation,
    reason: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Orientation:
    """Accept to decide again: a new orientation begins, in the same hands, with its own clock.

    Raises AlreadyAnswered, AlreadyUnderWay, WordsToReview, Denied.
    """
    ACCEPT_REORIENTATION.require(by, reorientation)
    asked = answer_reorientation(reorientation, STATE, reason, insistence, by, at)
    weeks = integer("strategy.orientation_weeks", on=by.today)
    try:
        with transaction.atomic():
            orientation = Orientation.objects.create(
                dossier_id=asked.dossier_id,
                organisation_id=asked.organisation_id,
                origin=Origin.REORIENTATION,
                received_on=by.today,
                due_on=due_on(by.today, weeks),
                taken_by_id=by.affiliation_id,
                taken_at=at,
            )
    except IntegrityError as error:
        raise AlreadyUnderWay(_("Une orientation est déjà en cours.")) from error

    fact = ReorientationAccepted(dossier_id=asked.dossier_id, reorientation_id=asked.pk)
    record(fact, by=by, at=at)
    begun = InformationReceived(
        dossier_id=asked.dossier_id, orientation_id=orientation.pk, received_on=by.today
    )
    record(begun, by=by, at=at)
    return orientation
