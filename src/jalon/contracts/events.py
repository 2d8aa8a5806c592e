"""The facts of commitments and contracts. Codes are stored for ever: never rename one.

Ids, codes and dates only: what was promised stays in its own table, sealed.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from jalon.access.policy.blocks import Block
from jalon.dossiers.events import DossierFact


@dataclass(frozen=True)
class CommitmentFact(DossierFact):
    """What all facts of a commitment share."""

    commitment_id: int

    blocks: ClassVar[tuple[str, ...]] = ("contract", "timeline")

    @property
    def need(self) -> str:
        return Block.CONTRACT


@dataclass(frozen=True)
class CommitmentProposed(CommitmentFact):
    kind: ClassVar[str] = "commitment.proposed"


@dataclass(frozen=True)
class CommitmentAccepted(CommitmentFact):
    kind: ClassVar[str] = "commitment.accepted"


@dataclass(frozen=True)
class CommitmentKept(CommitmentFact):
    kind: ClassVar[str] = "commitment.kept"


@dataclass(frozen=True)
class CommitmentMissed(CommitmentFact):
    """It was not kept, by whichever side bore it."""

    kind: ClassVar[str] = "commitment.missed"


@dataclass(frozen=True)
class CommitmentWithdrawn(CommitmentFact):
    kind: ClassVar[str] = "commitment.withdrawn"


@dataclass(frozen=True)
class ContractFact(DossierFact):
    """What all facts of a contract share."""

    contract_id: int

    blocks: ClassVar[tuple[str, ...]] = ("contract", "timeline")

    @property
    def need(self) -> str:
        return Block.CONTRACT


@dataclass(frozen=True)
class ContractDrafted(ContractFact):
    kind: ClassVar[str] = "contract.drafted"


@dataclass(frozen=True)
class ContractRevised(ContractFact):
    """Its terms changed; what was offered before is no longer to be accepted."""

    kind: ClassVar[str] = "contract.revised"


@dataclass(frozen=True)
class ContractRecorded(ContractFact):
    """A contract made elsewhere, with another tool or of an older kind, is now known here."""

    kind: ClassVar[str] = "contract.recorded"
    nature: str
    started_on: date
    ends_on: date | None
    review_on: date | None


@dataclass(frozen=True)
class ContractOffered(ContractFact):
    """A frozen version was offered to the person; `digest` is that of what it says."""

    kind: ClassVar[str] = "contract.offered"
    version_id: int
    digest: str


@dataclass(frozen=True)
class CodeSent(ContractFact):
    kind: ClassVar[str] = "code.sent"
    version_id: int


@dataclass(frozen=True)
class ContractAccepted(ContractFact):
    kind: ClassVar[str] = "contract.accepted"
    version_id: int
    acceptance_id: int
    digest: str


@dataclass(frozen=True)
class ContractRefused(ContractFact):
    kind: ClassVar[str] = "contract.refused"
    version_id: int


@dataclass(frozen=True)
class ContractSigned(ContractFact):
    """Signed for the organisation; `digest` is that of the signed file, byte for byte."""

    kind: ClassVar[str] = "contract.signed"
    version_id: int
    file_id: int
    digest: str
    started_on: date
    ends_on: date | None
    review_on: date | None


@dataclass(frozen=True)
class ContractReviewed(ContractFact):
    """Both looked at it again; `review_on` is the next time."""

    kind: ClassVar[str] = "contract.reviewed"
    review_on: date | None


@dataclass(frozen=True)
class ContractEnded(ContractFact):
    """Over: `status` says whether it came to an end, was amended or was renewed."""

    kind: ClassVar[str] = "contract.ended"
    status: str
