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


@dataclass(frozen=True)
class HandoverFact(DossierFact):
    """What the facts of a handover share: known to who sees the team."""

    blocks: ClassVar[tuple[str, ...]] = ("team", "timeline")


@dataclass(frozen=True)
class HandoverProposed(HandoverFact):
    """Another référent is asked to take the person on; it gives no right."""

    kind: ClassVar[str] = "handover.proposed"
    handover_id: int


@dataclass(frozen=True)
class HandoverAccepted(HandoverFact):
    kind: ClassVar[str] = "handover.accepted"
    handover_id: int


@dataclass(frozen=True)
class HandoverDeclined(HandoverFact):
    kind: ClassVar[str] = "handover.declined"
    handover_id: int


@dataclass(frozen=True)
class HandoverWithdrawn(HandoverFact):
    kind: ClassVar[str] = "handover.withdrawn"
    handover_id: int


@dataclass(frozen=True)
class TransferFact(DossierFact):
    """What the facts of a move share: known to who sees the team."""

    blocks: ClassVar[tuple[str, ...]] = ("header", "team", "orientation", "timeline")
    transfer_id: int


@dataclass(frozen=True)
class TransferRequested(TransferFact):
    """The orientation service of another département is asked; it gives no right."""

    kind: ClassVar[str] = "transfer.requested"


@dataclass(frozen=True)
class TransferAccepted(TransferFact):
    """The former team leaves, whole."""

    kind: ClassVar[str] = "transfer.accepted"
    changes_rights: ClassVar[bool] = True


@dataclass(frozen=True)
class TransferRefused(TransferFact):
    kind: ClassVar[str] = "transfer.refused"


@dataclass(frozen=True)
class TransferWithdrawn(TransferFact):
    kind: ClassVar[str] = "transfer.withdrawn"


@dataclass(frozen=True)
class CaseloadLimited:
    """A manager decided how many people a colleague accompanies at most."""

    kind: ClassVar[str] = "caseload.limited"
    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    affiliation_id: int
    organisation_id: int
    most: int

    @property
    def stream(self) -> str:
        return f"organisation/{self.organisation_id}"

    @property
    def audience(self) -> int | None:
        return self.organisation_id


@dataclass(frozen=True)
class LanguagesStated:
    """A professional said in which languages they accompany; which, in `SpokenLanguages`."""

    kind: ClassVar[str] = "languages.stated"
    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    affiliation_id: int
    organisation_id: int

    @property
    def stream(self) -> str:
        return f"organisation/{self.organisation_id}"

    @property
    def audience(self) -> int | None:
        return self.organisation_id


@dataclass(frozen=True)
class PortraitShown:
    """A professional shows a photo to the people they are the référent of."""

    kind: ClassVar[str] = "portrait.shown"
    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    affiliation_id: int
    organisation_id: int

    @property
    def stream(self) -> str:
        return f"organisation/{self.organisation_id}"

    @property
    def audience(self) -> int | None:
        return self.organisation_id


@dataclass(frozen=True)
class PortraitRemoved(PortraitShown):
    """A professional shows their photo no more."""

    kind: ClassVar[str] = "portrait.removed"


@dataclass(frozen=True)
class AbsenceFact:
    """What the facts of an absence share: known to the body of who is away, and to no other."""

    affiliation_id: int
    organisation_id: int

    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()

    @property
    def stream(self) -> str:
        return f"organisation/{self.organisation_id}"

    @property
    def audience(self) -> int | None:
        return self.organisation_id


@dataclass(frozen=True)
class AbsenceDeclared(AbsenceFact):
    kind: ClassVar[str] = "absence.declared"


@dataclass(frozen=True)
class AbsenceEnded(AbsenceFact):
    """Back before the day that was foreseen."""

    kind: ClassVar[str] = "absence.ended"


@dataclass(frozen=True)
class ReferentRequestFact:
    """What is asked about a référent is told to no team: it has a stream of its own."""

    request_id: int

    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()

    @property
    def stream(self) -> str:
        return f"referent_request/{self.request_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class ReferentRequested(ReferentRequestFact):
    """The person asks for another référent."""

    kind: ClassVar[str] = "referent.requested"


@dataclass(frozen=True)
class ReferentRequestAnswered(ReferentRequestFact):
    kind: ClassVar[str] = "referent_request.answered"
    status: str
