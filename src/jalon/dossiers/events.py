"""The facts of a dossier, in the past tense. Codes are stored for ever: never rename one.

Ids and codes only: no sentence, and no personal data that an erasure would have to chase.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class DossierFact:
    """What all facts of a dossier share: its stream, and that the whole team may know of it."""

    dossier_id: int

    changes_rights: ClassVar[bool] = False

    @property
    def stream(self) -> str:
        return f"dossier/{self.dossier_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class DossierOpened(DossierFact):
    kind: ClassVar[str] = "dossier.opened"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("header", "team", "timeline")
    person_id: int
    membership_id: int


@dataclass(frozen=True)
class BlockRevised(DossierFact):
    """Some fields of one block were changed; which ones, never what they say."""

    kind: ClassVar[str] = "block.revised"
    block: str
    fields: tuple[str, ...]

    @property
    def blocks(self) -> tuple[str, ...]:
        return ("header", self.block, "timeline")


@dataclass(frozen=True)
class BarrierAssessed(DossierFact):
    kind: ClassVar[str] = "barrier.assessed"
    blocks: ClassVar[tuple[str, ...]] = ("header", "barriers", "timeline")
    theme: str
    status: str
    impact: str
    previous_status: str
    previous_impact: str


@dataclass(frozen=True)
class NoteWritten(DossierFact):
    kind: ClassVar[str] = "note.written"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    note_id: int
    private_to: int | None

    @property
    def audience(self) -> int | None:
        return self.private_to


@dataclass(frozen=True)
class NoteWithdrawn(DossierFact):
    kind: ClassVar[str] = "note.withdrawn"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    note_id: int
    private_to: int | None

    @property
    def audience(self) -> int | None:
        return self.private_to


@dataclass(frozen=True)
class MemberJoined(DossierFact):
    kind: ClassVar[str] = "member.joined"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("team", "timeline")
    membership_id: int


@dataclass(frozen=True)
class MemberLeft(DossierFact):
    kind: ClassVar[str] = "member.left"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("team", "timeline")
    membership_id: int


@dataclass(frozen=True)
class ReferentChanged(DossierFact):
    kind: ClassVar[str] = "referent.changed"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("header", "team", "timeline")
    membership_id: int
    previous_membership_id: int


@dataclass(frozen=True)
class ObjectionGranted(DossierFact):
    """Something was closed at the person's request; the référent's body alone knows of it."""

    kind: ClassVar[str] = "objection.granted"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("team", "timeline")
    objection_id: int
    told_to: int

    @property
    def audience(self) -> int | None:
        return self.told_to


@dataclass(frozen=True)
class ObjectionEnded(DossierFact):
    kind: ClassVar[str] = "objection.ended"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("team", "timeline")
    objection_id: int
    told_to: int

    @property
    def audience(self) -> int | None:
        return self.told_to


@dataclass(frozen=True)
class CopyHanded(DossierFact):
    """A copy of the dossier was handed to the person by their référent."""

    kind: ClassVar[str] = "copy.handed"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)


@dataclass(frozen=True)
class SeatTaken(DossierFact):
    kind: ClassVar[str] = "seat.taken"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("header", "team", "timeline")
    membership_id: int
