from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import Organisation
from jalon.contracts.events import CommitmentProposed
from jalon.contracts.models import Bearer, Commitment
from jalon.contracts.rules import PROPOSE_COMMITMENT
from jalon.contracts.wordings import reviewed
from jalon.dossiers.models import Dossier
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.wording import guard
from jalon.wording.guard import Insistence


class CannotPropose(Refused):
    """The day is past, or nobody of this body is around the person."""


@transaction.atomic
def propose_commitment(
    *,
    dossier: Dossier,
    text: str,
    due_on: date | None,
    by: Actor | PersonActor,
    at: datetime,
    organisation: Organisation | None = None,
    answers_id: int | None = None,
    insistence: Insistence = guard.NONE,
) -> Commitment:
    """Say what the person (no `organisation`) or a body would do; it binds nobody yet.

    Raises CannotPropose, Denied, WordsToReview.
    """
    PROPOSE_COMMITMENT.require(by, dossier)
    if due_on and due_on < by.today:
        raise CannotPropose(_("Cette date est passée."))
    if organisation and not _is_around(dossier, organisation, by):
        raise CannotPropose(_("Cet organisme n’est pas autour de la personne."))
    with reviewed(dossier, {"commitment.text": text}, insistence, by=by, at=at):
        commitment = Commitment.objects.create(
            dossier=dossier,
            bearer=Bearer.ORGANISATION if organisation else Bearer.PERSON,
            organisation=organisation,
            answers_id=answers_id if organisation else None,
            text=text.strip(),
            due_on=due_on,
            proposed_by_id=by.affiliation_id,
            proposed_for_id=by.organisation_id,
            proposed_at=at,
        )
        fact = CommitmentProposed(dossier_id=dossier.pk, commitment_id=commitment.pk)
        record(fact, by=by, at=at)
    return commitment


def _is_around(dossier: Dossier, organisation: Organisation, by: Actor | PersonActor) -> bool:
    return dossier.memberships.in_force(by.today).filter(organisation=organisation).exists()
