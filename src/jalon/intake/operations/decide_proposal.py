from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.operations import EditConflict, revise_block
from jalon.intake.events import ProposalAccepted, ProposalRefused
from jalon.intake.models import Proposal, ProposalState
from jalon.intake.queries.proposals import values_of
from jalon.intake.rules import DECIDE_PROPOSAL
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.people.models import Identifier


class AlreadyDecided(Refused):
    """Somebody decided on this value before."""


class ValueChangedSince(Refused):
    """The dossier no longer holds the value that was compared with the list's."""


class NumberTaken(Refused):
    """The number proposed has since been given to someone else, or to this person already."""


@transaction.atomic
def decide_proposal(*, proposal: Proposal, accept: bool, by: Actor, at: datetime) -> Proposal:
    """Put a proposed value in the dossier, or say that it will not be.

    Raises AlreadyDecided, ValueChangedSince, NumberTaken (nothing is overwritten), Denied.
    """
    DECIDE_PROPOSAL.require(by, proposal)
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("dossier")
        .get(pk=proposal.pk)
    )
    if proposal.state != ProposalState.PROPOSED:
        raise AlreadyDecided(_("Quelqu’un a déjà décidé pour cette valeur."))

    if accept:
        _write(proposal, by, at)
    proposal.state = ProposalState.ACCEPTED if accept else ProposalState.REFUSED
    proposal.decided_at, proposal.decided_by_id = at, by.affiliation_id
    proposal.save(update_fields=["state", "decided_at", "decided_by"])

    kind = ProposalAccepted if accept else ProposalRefused
    fact = kind(
        dossier_id=proposal.dossier_id,
        proposal_id=proposal.pk,
        block=proposal.block,
        field=proposal.field,
    )
    record(fact, by=by, at=at)
    return proposal


def _write(proposal: Proposal, by: Actor, at: datetime) -> None:
    current, proposed = values_of(proposal)
    if proposal.block == "numbers":
        _replace_number(proposal, current, proposed)
        return
    try:
        revise_block(
            dossier=proposal.dossier,
            block=proposal.block,
            before=current,
            after=proposed,
            by=by,
            at=at,
        )
    except EditConflict as conflict:
        raise _changed() from conflict


def _replace_number(proposal: Proposal, current: dict[str, Any], proposed: dict[str, Any]) -> None:
    [(kind, value)] = current.items()
    held = Identifier.objects.filter(person_id=proposal.dossier.person_id, kind=kind, value=value)
    try:
        with transaction.atomic():
            replaced = held.update(value=proposed[kind])
    except IntegrityError:  # taken meanwhile; its message quotes the number
        raise NumberTaken(
            _("Ce numéro n’a pas pu être gardé. Vérifiez-le auprès de la personne.")
        ) from None
    if not replaced:
        raise _changed()


def _changed() -> ValueChangedSince:
    return ValueChangedSince(
        _(
            "La valeur du dossier a changé depuis l’import. Relisez-la dans le dossier avant "
            "de décider."
        )
    )
