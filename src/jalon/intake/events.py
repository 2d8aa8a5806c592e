"""The facts of lists and proposals. Codes are stored for ever: never rename one."""

from dataclasses import dataclass
from typing import ClassVar

from jalon.dossiers.events import DossierFact


@dataclass(frozen=True)
class ListFact:
    """What all facts of a list share: its stream."""

    list_id: int

    blocks: ClassVar[tuple[str, ...]] = ("list",)
    changes_rights: ClassVar[bool] = False

    @property
    def stream(self) -> str:
        return f"list/{self.list_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class ListReceived(ListFact):
    kind: ClassVar[str] = "list.received"


@dataclass(frozen=True)
class ListApplied(ListFact):
    """People were created from a list; their dossiers hold the fact of their opening."""

    kind: ClassVar[str] = "list.applied"
    changes_rights: ClassVar[bool] = True
    created: int
    proposals: int


@dataclass(frozen=True)
class ListUndone(ListFact):
    kind: ClassVar[str] = "list.undone"
    changes_rights: ClassVar[bool] = True
    removed: int
    kept: int


@dataclass(frozen=True)
class CaseloadFilled:
    """A list brought dossiers to an organisation, or took them back: its open lists look again."""

    kind: ClassVar[str] = "caseload.filled"
    blocks: ClassVar[tuple[str, ...]] = ("caseload",)
    changes_rights: ClassVar[bool] = False
    organisation_id: int
    list_id: int

    @property
    def stream(self) -> str:
        return f"organisation/{self.organisation_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class ListDiscarded(ListFact):
    kind: ClassVar[str] = "list.discarded"


@dataclass(frozen=True)
class ProposalAccepted(DossierFact):
    kind: ClassVar[str] = "proposal.accepted"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    proposal_id: int
    block: str
    field: str


@dataclass(frozen=True)
class ProposalRefused(DossierFact):
    kind: ClassVar[str] = "proposal.refused"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    proposal_id: int
    block: str
    field: str
