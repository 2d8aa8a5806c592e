from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import override_caution
from jalon.entry.events import HandoverProposed
from jalon.entry.models import Handover
from jalon.entry.queries.candidates import why_not
from jalon.entry.rules import PROPOSE_HANDOVER
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "handover.note"


class CannotTakeOver(Refused):
    """This hat may not be the référent, already is, or a proposal waits for its answer."""


class NoNote(Refused):
    """Nobody is handed over without a word on where things stand."""


@transaction.atomic
def propose_handover(
    *,
    dossier: Dossier,
    affiliation: Affiliation,
    note: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Handover:
    """Ask another professional to become the référent; the present one stays until they accept.

    Raises CannotTakeOver, NoNote, WordsToReview (the receiver reads the note before they accept),
    Denied.
    """
    PROPOSE_HANDOVER.require(by, dossier)
    if not note.strip():
        raise NoNote(_("Écrivez où en est la personne, en quelques phrases."))
    insisted = guard.review({FIELD: note}, insistence=insistence)
    if reason := why_not(dossier, affiliation, today=by.today):
        raise CannotTakeOver(reason)
    try:
        with transaction.atomic():
            handover = Handover.objects.create(
                dossier=dossier,
                seat_id=dossier.referent_id,
                affiliation=affiliation,
                proposed_by_id=by.affiliation_id,
                proposed_at=at,
                shown_as=dossier.person.outline,
                note=note.strip(),
            )
    except IntegrityError as error:
        raise CannotTakeOver(_("Un relais est déjà proposé.")) from error

    record(HandoverProposed(dossier_id=dossier.pk, handover_id=handover.pk), by=by, at=at)
    if insisted:
        override_caution(
            dossier=dossier, field=FIELD, classes=insisted, reason=insistence.reason, by=by, at=at
        )
    return handover
