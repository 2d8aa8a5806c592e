from datetime import date, datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.contracts.events import ContractReviewed
from jalon.contracts.models import ContractState, EngagementContract
from jalon.contracts.rules import REVIEW_CONTRACT
from jalon.contracts.terms import Terms, check_terms
from jalon.contracts.turns import held
from jalon.journal.record import record


@transaction.atomic
def review_contract(
    *, contract: EngagementContract, next_on: date | None, by: Actor, at: datetime
) -> EngagementContract:
    """Both looked at it again and it stands as it is; `next_on` is when they will once more.

    What must change is an amendment. Raises BadTerms, Denied, NotNow.
    """
    REVIEW_CONTRACT.require(by, contract)

    contract = held(contract, ContractState.SIGNED)
    check_terms(Terms(contract.started_on, contract.ends_on, next_on), contract.kind)
    contract.review_on = next_on
    contract.save(update_fields=["review_on"])

    fact = ContractReviewed(
        dossier_id=contract.dossier_id, contract_id=contract.pk, review_on=next_on
    )
    record(fact, by=by, at=at)
    return contract
