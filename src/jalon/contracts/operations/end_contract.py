from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.contracts.events import ContractEnded
from jalon.contracts.models import ContractState, EngagementContract
from jalon.contracts.rules import END_CONTRACT
from jalon.contracts.turns import held
from jalon.journal.record import record


@transaction.atomic
def end_contract(*, contract: EngagementContract, by: Actor, at: datetime) -> EngagementContract:
    """Put an end to a signed contract; what was signed stays as it was. Raises Denied, NotNow."""
    END_CONTRACT.require(by, contract)

    contract = held(contract, ContractState.SIGNED)
    contract.state, contract.ended_on = ContractState.ENDED, by.today
    contract.save(update_fields=["state", "ended_on"])

    fact = ContractEnded(
        dossier_id=contract.dossier_id, contract_id=contract.pk, status=contract.state
    )
    record(fact, by=by, at=at)
    return contract
