from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.contracts.events import CommitmentKept, CommitmentMissed
from jalon.contracts.models import Commitment, CommitmentState
from jalon.contracts.rules import SETTLE_COMMITMENT
from jalon.contracts.turns import held_commitment
from jalon.contracts.wordings import reviewed
from jalon.journal.record import record
from jalon.wording import guard
from jalon.wording.guard import Insistence


@transaction.atomic
def settle_commitment(
    *,
    commitment: Commitment,
    is_kept: bool,
    proof: str,
    by: Actor | PersonActor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Commitment:
    """Say that a promise was kept, or was not, and what shows it. Nothing follows by itself.

    Raises Denied, NotNow, WordsToReview.
    """
    SETTLE_COMMITMENT.require(by, commitment)

    dossier = commitment.dossier
    commitment = held_commitment(commitment, [CommitmentState.ACCEPTED])
    with reviewed(dossier, {"commitment.proof": proof}, insistence, by=by, at=at):
        commitment.state = CommitmentState.KEPT if is_kept else CommitmentState.NOT_KEPT
        commitment.proof, commitment.settled_at = proof.strip(), at
        commitment.settled_by_id = by.affiliation_id
        commitment.save(update_fields=["state", "proof", "settled_at", "settled_by"])
        told = CommitmentKept if is_kept else CommitmentMissed
        record(told(dossier_id=dossier.pk, commitment_id=commitment.pk), by=by, at=at)
    return commitment
