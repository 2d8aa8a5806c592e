from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import override_caution
from jalon.entry.events import ReorientationRequested
from jalon.entry.models import Orientation, Reorientation
from jalon.entry.rules import REQUEST_REORIENTATION
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "reorientation.reason"


class CannotBeReoriented(Refused):
    """No orientation was decided yet, another is under way, or nothing says why."""


@transaction.atomic
def request_reorientation(
    *,
    dossier: Dossier,
    reason: str,
    by: Actor | PersonActor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Reorientation:
    """Ask that the orientation be decided again; the body that decided the last one answers.

    The person writes in her own words, which nobody reviews. Raises CannotBeReoriented,
    WordsToReview, Denied.
    """
    REQUEST_REORIENTATION.require(by, dossier)
    if not reason.strip():
        raise CannotBeReoriented(_("Dites pourquoi."))
    reviewed = isinstance(by, Actor)
    insisted = guard.review({FIELD: reason}, insistence=insistence) if reviewed else ()
    last = Orientation.objects.filter(dossier=dossier).order_by("-pk").first()
    if last is None or last.decided_at is None:
        raise CannotBeReoriented(_("L’orientation n’est pas encore décidée."))
    try:
        with transaction.atomic():
            reorientation = Reorientation.objects.create(
                dossier=dossier,
                organisation_id=last.organisation_id,
                requested_by_id=by.affiliation_id,
                requested_at=at,
                reason=reason.strip(),
            )
    except IntegrityError as error:
        raise CannotBeReoriented(_("Une demande attend déjà sa réponse.")) from error

    fact = ReorientationRequested(dossier_id=dossier.pk, reorientation_id=reorientation.pk)
    record(fact, by=by, at=at)
    if isinstance(by, Actor) and insisted:
        override_caution(
            dossier=dossier, field=FIELD, classes=insisted, reason=insistence.reason, by=by, at=at
        )
    return reorientation
