from jalon.contracts.models.acceptance import (
    Acceptance,
    AcceptanceCode,
    CodeChannel,
    Way,
)
from jalon.contracts.models.commitment import Bearer, Commitment, CommitmentState
from jalon.contracts.models.contract import (
    PROPOSED_STATES,
    Change,
    ContractKind,
    ContractState,
    EngagementContract,
    Phase,
)
from jalon.contracts.models.document import ContractBarrier, ContractFile, ContractVersion, FileKind
from jalon.contracts.models.terms import Adaptation, ContractTerms

__all__ = [
    "PROPOSED_STATES",
    "Acceptance",
    "AcceptanceCode",
    "Adaptation",
    "Bearer",
    "Change",
    "CodeChannel",
    "Commitment",
    "CommitmentState",
    "ContractBarrier",
    "ContractFile",
    "ContractKind",
    "ContractState",
    "ContractTerms",
    "ContractVersion",
    "EngagementContract",
    "FileKind",
    "Phase",
    "Way",
]
