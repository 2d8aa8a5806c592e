"""What is proposed for the dossiers that an actor may write in."""

from typing import Any

import orjson
from django.db.models import Q, QuerySet

from jalon.access.policy.blocks import PROPOSED_BLOCKS
from jalon.accounts.actor import Actor
from jalon.dossiers.queries import writable_in
from jalon.intake.models import Proposal, ProposalState
from jalon.vault.sealing import open_sealed_bytes


def decidable_proposals(actor: Actor) -> QuerySet[Proposal]:
    """The proposals that DECIDE_PROPOSAL allows and that wait; a test keeps the two in step."""
    return (
        Proposal.objects.filter(_in_a_block_i_write(actor), state=ProposalState.PROPOSED)
        .select_related("dossier__person", "organisation", "people_list")
        .order_by("pk")
    )


def _in_a_block_i_write(actor: Actor) -> Q:
    asked = Q(pk__in=[])
    for section, block in PROPOSED_BLOCKS.items():
        asked |= Q(block=section, dossier__in=writable_in(actor, block).values("pk"))
    return asked


def values_of(proposal: Proposal) -> tuple[dict[str, Any], dict[str, Any]]:
    """The current and the proposed values of a proposal, by model field."""
    current, proposed = orjson.loads(open_sealed_bytes(proposal.sealed))
    return current, proposed
