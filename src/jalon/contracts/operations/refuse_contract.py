from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.contracts.events import ContractRefused
from jalon.contracts.models import ContractState, EngagementContract
from jalon.contracts.rules import REFUSE_CONTRACT
from jalon.contracts.turns import held, version_read
from jalon.journal.record import record


@transaction.atomic
def refuse_contract(
    *,
    contract: EngagementContract,
    seen: int,
    word: str,
    by: Actor | PersonActor,
    at: datetime,
) -> EngagementContract:
    """Say no to the version `seen`, with a word if she wants: it may change, be offered anew.

    Nothing follows by itself. Raises Changed, Denied, NotNow.
    """
    REFUSE_CONTRACT.require(by, contract)

    contract = held(contract, ContractState.OFFERED, ContractState.ACCEPTED)
    version = version_read(contract, seen)
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
