from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.contracts.events import CommitmentAccepted
from jalon.contracts.models import Commitment, CommitmentState
from jalon.contracts.rules import ACCEPT_COMMITMENT
from jalon.contracts.turns import held_commitment
from jalon.journal.record import record


@transaction.atomic
def accept_commitment(
    *, commitment: Commitment, by: Actor | PersonActor, at: datetime
) -> Commitment:
    """Say yes to what the other side proposed: from here on it binds. Raises Denied, NotNow."""
    ACCEPT_COMMITMENT.require(by, commitment)

    commitment = held_commitment(commitment, [CommitmentState.PROPOSED])
    commitment.state, commitment.accepted_at = CommitmentState.ACCEPTED, at
    names = ["state", "accepted_at"]
    if commitment.organisation_id and commitment.answers_id is None and by.affiliation_id:
        commitment.answers_id = by.affiliation_id
        names.append("answers")
    commitment.save(update_fields=names)

    fact = CommitmentAccepted(dossier_id=commitment.dossier_id, commitment_id=commitment.pk)
    record(fact, by=by, at=at)
    return commitment
