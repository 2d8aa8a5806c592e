from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.contracts.events import ContractRevised
from jalon.contracts.models import PROPOSED_STATES, ContractState, EngagementContract
from jalon.contracts.rules import REVISE_CONTRACT
from jalon.contracts.terms import Terms, check_terms, mark_of
from jalon.contracts.turns import Changed, held
from jalon.contracts.wordings import reviewed
from jalon.journal.record import record
from jalon.wording import guard
from jalon.wording.guard import Insistence


@transaction.atomic
def revise_contract(
    *,
    contract: EngagementContract,
    seen: str,
    terms: Terms,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> EngagementContract:
    """Change the terms before anybody signs; an offer already made must be made again.

    `seen` is the mark (`terms.mark_of`) of what was read before: nobody's yes, nor what a colleague
    wrote meanwhile, is undone unread. Raises BadTerms, Changed, Denied, NotNow, WordsToReview.
    """
    REVISE_CONTRACT.require(by, contract)
    check_terms(terms)
    contract = held(contract, *PROPOSED_STATES)
    if mark_of(contract) != seen:
        raise Changed(_("Ce contrat a changé pendant que vous l’écriviez. Relisez-le d’abord."))
    with reviewed(contract.dossier, {"contract.words": terms.words}, insistence, by=by, at=at):
        contract.state = ContractState.DRAFT
        contract.started_on, contract.ends_on = terms.started_on, terms.ends_on
        contract.review_on = terms.review_on
        contract.save(update_fields=["state", "started_on", "ends_on", "review_on"])
        agreed = contract.terms
        agreed.weekly_hours, agreed.adaptations = terms.weekly_hours, list(terms.adaptations)
        agreed.words = terms.words.strip()
        agreed.save(update_fields=["weekly_hours", "adaptations", "words"])
        fact = ContractRevised(dossier_id=contract.dossier_id, contract_id=contract.pk)
        record(fact, by=by, at=at)
    return contract
