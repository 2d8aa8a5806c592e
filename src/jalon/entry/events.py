"""What happened when a person entered, was oriented again, or changed hands.

Codes are stored for ever: never rename one. Known to who reads rights (R), except what speaks of
the team (T).
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from jalon.access.policy.blocks import Block
from jalon.dossiers.events import DossierFact


@dataclass(frozen=True)
class EntryFact(DossierFact):
    """What the facts of an orientation share."""

    blocks: ClassVar[tuple[str, ...]] = ("orientation", "timeline")

    @property
    def need(self) -> str:
        return Block.RIGHTS


@dataclass(frozen=True)
class InformationReceived(EntryFact):
    """The body that orients knows of the person since that day: the clock of the law starts."""

    kind: ClassVar[str] = "information.received"
    orientation_id: int
    received_on: date


@dataclass(frozen=True)
class OrientationTaken(EntryFact):
    """An officer of the body that orients takes the dossier in hand, and may read it."""

    kind: ClassVar[str] = "orientation.taken"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("orientation", "team", "timeline")
    membership_id: int


@dataclass(frozen=True)
class OrientationReleased(EntryFact):
    """The officer gives it back to their colleagues, undecided."""

    kind: ClassVar[str] = "orientation.released"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("orientation", "team", "timeline")
    membership_id: int


@dataclass(frozen=True)
class OrientationDecided(EntryFact):
    kind: ClassVar[str] = "orientation.decided"
    orientation_id: int
    track: str
    lead_organisation_id: int


@dataclass(frozen=True)
class OrientationNotified(EntryFact):
    """The person knows: the month of the contract starts. Without an author, by e-mail."""

    kind: ClassVar[str] = "orientation.notified"
    changes_rights: ClassVar[bool] = True
    orientation_id: int
    status: str


@dataclass(frozen=True)
class OrientationFlagged(EntryFact):
    """Without an author: six weeks have passed, France Travail may orient."""

    kind: ClassVar[str] = "orientation.flagged"
    orientation_id: int


@dataclass(frozen=True)
class ReorientationRequested(EntryFact):
    kind: ClassVar[str] = "reorientation.requested"
    reorientation_id: int


@dataclass(frozen=True)
class ReorientationAccepted(EntryFact):
    kind: ClassVar[str] = "reorientation.accepted"
    reorientation_id: int


@dataclass(frozen=True)
class ReorientationRefused(EntryFact):
    kind: ClassVar[str] = "reorientation.refused"
    reorientation_id: int
