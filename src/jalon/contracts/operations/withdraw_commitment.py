from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.contracts.events import CommitmentWithdrawn
from jalon.contracts.models import Commitment, CommitmentState
from jalon.contracts.rules import WITHDRAW_COMMITMENT
from jalon.contracts.turns import held_commitment
from jalon.contracts.wordings import reviewed
from jalon.journal.record import record
from jalon.wording import guard
from jalon.wording.guard import Insistence


@transaction.atomic
def withdraw_commitment(
    *,
    commitment: Commitment,
    why: str,
    by: Actor | PersonActor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Commitment:
    """Take back what one proposed, or refuse what one was asked, with a word if one wants.

    Raises Denied, NotNow, WordsToReview.
    """
    WITHDRAW_COMMITMENT.require(by, commitment)

    dossier = commitment.dossier
    commitment = held_commitment(commitment, [CommitmentState.PROPOSED, CommitmentState.ACCEPTED])
    with reviewed(dossier, {"commitment.proof": why}, insistence, by=by, at=at):
        commitment.state, commitment.settled_at = CommitmentState.WITHDRAWN, at
        commitment.proof, commitment.settled_by_id = why.strip(), by.affiliation_id
        commitment.save(update_fields=["state", "proof", "settled_at", "settled_by"])
        fact = CommitmentWithdrawn(dossier_id=dossier.pk, commitment_id=commitment.pk)
        record(fact, by=by, at=at)
    return commitment
