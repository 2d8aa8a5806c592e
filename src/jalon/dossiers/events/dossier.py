"""What was done in a dossier, in the past tense. Codes are stored for ever: never rename one.

Ids and codes only: no sentence, and no personal data that an erasure would have to chase.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from jalon.access.policy.blocks import SECTION_BLOCKS, Block, block_of_theme


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

    @property
    def need(self) -> str:
        """The block that one must be able to read to know of the fact."""
        return Block.TEAM


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

    @property
    def need(self) -> str:
        return SECTION_BLOCKS[self.block]


@dataclass(frozen=True)
class BarrierAssessed(DossierFact):
    kind: ClassVar[str] = "barrier.assessed"
    theme: str
    status: str
    impact: str
    previous_status: str
    previous_impact: str

    @property
    def blocks(self) -> tuple[str, ...]:
        return ("header", "barriers", f"theme-{self.theme}", "timeline")

    @property
    def need(self) -> str:
        return block_of_theme(self.theme)


def need_of_note(block: str, private_to: int | None) -> str:
    """Health and justice keep their block, even reserved to one body."""
    is_working_note = block == Block.NOTES and private_to is not None
    return Block.WORKING_NOTES if is_working_note else block


@dataclass(frozen=True)
class NoteWritten(DossierFact):
    """`contact_on`: the day somebody spoke with the person, when the whole team may know of it."""

    kind: ClassVar[str] = "note.written"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    note_id: int
    private_to: int | None
    block: str
    contact_on: date | None = None

    @property
    def audience(self) -> int | None:
        return self.private_to

    @property
    def need(self) -> str:
        return need_of_note(self.block, self.private_to)


@dataclass(frozen=True)
class NoteWithdrawn(DossierFact):
    kind: ClassVar[str] = "note.withdrawn"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    note_id: int
    private_to: int | None
    block: str

    @property
    def audience(self) -> int | None:
        return self.private_to

    @property
    def need(self) -> str:
        return need_of_note(self.block, self.private_to)


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
class LimitationGranted(DossierFact):
    """A part is read and no longer written, at the person's request; which, in the limitation."""

    kind: ClassVar[str] = "limitation.granted"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    limitation_id: int


@dataclass(frozen=True)
class LimitationEnded(DossierFact):
    kind: ClassVar[str] = "limitation.ended"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    limitation_id: int


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
class SpaceCodeHanded(DossierFact):
    """The référent gave the person, in her hands, the number that opens her space."""

    kind: ClassVar[str] = "space_code.handed"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)


@dataclass(frozen=True)
class SpaceCodeConfirmed(DossierFact):
    """The officer heard her: the number gives back the account she had."""

    kind: ClassVar[str] = "space_code.confirmed"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)


@dataclass(frozen=True)
class SeatTaken(DossierFact):
    kind: ClassVar[str] = "seat.taken"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("header", "team", "timeline")
    membership_id: int


@dataclass(frozen=True)
class CautionOverridden(DossierFact):
    """Somebody insisted on words that have no place there: their classes, never the text."""

    kind: ClassVar[str] = "caution.overridden"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    override_id: int
    field: str
    classes: tuple[str, ...]
    known_to: int

    @property
    def audience(self) -> int | None:
        return self.known_to


@dataclass(frozen=True)
class NumbersRefused:
    """An account gave, for a newcomer, numbers that are somebody else's."""

    kind: ClassVar[str] = "numbers.refused"
    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    user_id: int

    @property
    def stream(self) -> str:
        return f"user/{self.user_id}"

    @property
    def audience(self) -> int | None:
        return None
