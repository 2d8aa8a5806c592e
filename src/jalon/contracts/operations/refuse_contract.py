from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.contracts.events import ContractRefused
from jalon.contracts.models import ContractState, EngagementContract
from jalon.contracts.rules import REFUSE_CONTRACT
from jalon.contracts.turns import held
from jalon.journal.record import record


@transaction.atomic
def refuse_contract(
    *, contract: EngagementContract, word: str, by: Actor | PersonActor, at: datetime
) -> EngagementContract:
    """Say no to what was offered, with a word if she wants: the terms can change, be offered again.

    Nothing follows by itself. Raises Denied, NotNow.
    """
    REFUSE_CONTRACT.require(by, contract)

    contract = held(contract, ContractState.OFFERED, ContractState.ACCEPTED)
    version = contract.versions.order_by("-number")[0]
    contract.state = ContractState.REFUSED
    contract.save(update_fields=["state"])
    agreed = contract.terms
    agreed.refusal = word.strip()
    agreed.save(update_fields=["refusal"])

    fact = ContractRefused(
        dossier_id=contract.dossier_id, contract_id=contract.pk, version_id=version.pk
    )
    record(fact, by=by, at=at)
    return contract
