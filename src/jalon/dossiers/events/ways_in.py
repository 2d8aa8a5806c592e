"""Who was invited, asked to join, came in an emergency, was addressed a part."""

from dataclasses import dataclass
from typing import ClassVar

from jalon.dossiers.events.dossier import DossierFact


@dataclass(frozen=True)
class ExceptionalAccessOpened(DossierFact):
    """Somebody without a seat opened the dossier in an emergency; why stands in the access."""

    kind: ClassVar[str] = "exceptional_access.opened"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    access_id: int


@dataclass(frozen=True)
class ExceptionalAccessClosed(DossierFact):
    """Closed by whoever opened it; without an author, its minutes had passed."""

    kind: ClassVar[str] = "exceptional_access.closed"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    access_id: int


@dataclass(frozen=True)
class ExceptionalAccessReviewed(DossierFact):
    kind: ClassVar[str] = "exceptional_access.reviewed"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    access_id: int
    status: str


@dataclass(frozen=True)
class MemberInvited(DossierFact):
    """A place was offered; it gives no right yet."""

    kind: ClassVar[str] = "member.invited"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    invitation_id: int


@dataclass(frozen=True)
class InvitationDeclined(DossierFact):
    kind: ClassVar[str] = "invitation.declined"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    invitation_id: int


@dataclass(frozen=True)
class InvitationWithdrawn(DossierFact):
    kind: ClassVar[str] = "invitation.withdrawn"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    invitation_id: int


@dataclass(frozen=True)
class InvitationExpired(DossierFact):
    """Without an author: nobody answered in time."""

    kind: ClassVar[str] = "invitation.expired"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    invitation_id: int


@dataclass(frozen=True)
class JoinRequested(DossierFact):
    """Somebody from outside asks for a place; it gives no right."""

    kind: ClassVar[str] = "join.requested"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    request_id: int


@dataclass(frozen=True)
class JoinAccepted(DossierFact):
    kind: ClassVar[str] = "join.accepted"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("team", "timeline")
    request_id: int
    membership_id: int


@dataclass(frozen=True)
class JoinRefused(DossierFact):
    kind: ClassVar[str] = "join.refused"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    request_id: int


@dataclass(frozen=True)
class JoinExpired(DossierFact):
    """Without an author: nobody answered in time."""

    kind: ClassVar[str] = "join.expired"
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    request_id: int


@dataclass(frozen=True)
class BlockAddressed(DossierFact):
    """A body of the team may read one more part; which one stands in the sharing."""

    kind: ClassVar[str] = "block.addressed"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("team", "timeline")
    sharing_id: int


@dataclass(frozen=True)
class SharingEnded(DossierFact):
    kind: ClassVar[str] = "sharing.ended"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("team", "timeline")
    sharing_id: int
