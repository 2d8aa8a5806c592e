"""The facts of the directory, in the past tense. Codes are stored for ever: never rename one.

All of them change rights: streams that are open look again at who reads them. A figure decided
may change delays on which rights depend, so it counts among them.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class DirectoryFact:
    """What all facts of the directory share: they are on no dossier and for everybody."""

    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ()

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class OrganisationRegistered(DirectoryFact):
    kind: ClassVar[str] = "organisation.registered"
    organisation_id: int

    @property
    def stream(self) -> str:
        return f"organisation/{self.organisation_id}"


@dataclass(frozen=True)
class OrganisationClosed(DirectoryFact):
    kind: ClassVar[str] = "organisation.closed"
    organisation_id: int

    @property
    def stream(self) -> str:
        return f"organisation/{self.organisation_id}"


@dataclass(frozen=True)
class AccountOpened(DirectoryFact):
    kind: ClassVar[str] = "account.opened"
    user_id: int
    organisation_id: int

    @property
    def stream(self) -> str:
        return f"user/{self.user_id}"


@dataclass(frozen=True)
class AccountClosed(DirectoryFact):
    kind: ClassVar[str] = "account.closed"
    user_id: int

    @property
    def stream(self) -> str:
        return f"user/{self.user_id}"


@dataclass(frozen=True)
class AccountReopened(DirectoryFact):
    """Whoever comes back chooses a password; what opened the account before does no more."""

    kind: ClassVar[str] = "account.reopened"
    user_id: int
    organisation_id: int

    @property
    def stream(self) -> str:
        return f"user/{self.user_id}"


@dataclass(frozen=True)
class AffiliationGranted(DirectoryFact):
    kind: ClassVar[str] = "affiliation.granted"
    affiliation_id: int
    user_id: int
    organisation_id: int
    role: str

    @property
    def stream(self) -> str:
        return f"affiliation/{self.affiliation_id}"


@dataclass(frozen=True)
class AffiliationConfirmed(DirectoryFact):
    """Without an author: confirmed on the server, by whoever runs it."""

    kind: ClassVar[str] = "affiliation.confirmed"
    affiliation_id: int
    user_id: int
    organisation_id: int
    role: str

    @property
    def stream(self) -> str:
        return f"affiliation/{self.affiliation_id}"


@dataclass(frozen=True)
class AffiliationEnded(DirectoryFact):
    kind: ClassVar[str] = "affiliation.ended"
    affiliation_id: int
    user_id: int
    organisation_id: int
    role: str

    @property
    def stream(self) -> str:
        return f"affiliation/{self.affiliation_id}"


@dataclass(frozen=True)
class HabilitationFact(DirectoryFact):
    """What both facts of a habilitation share; `ground` says to what."""

    habilitation_id: int
    affiliation_id: int
    organisation_id: int
    ground: str

    @property
    def stream(self) -> str:
        return f"affiliation/{self.affiliation_id}"


@dataclass(frozen=True)
class HabilitationGranted(HabilitationFact):
    kind: ClassVar[str] = "habilitation.granted"
    until_on: date


@dataclass(frozen=True)
class HabilitationEnded(HabilitationFact):
    kind: ClassVar[str] = "habilitation.ended"


@dataclass(frozen=True)
class ParameterDecided(DirectoryFact):
    """This deployment decided a figure; which value, from which text, stands in the parameters."""

    kind: ClassVar[str] = "parameter.decided"
    key: str
    value_id: int
    in_force_from: date

    @property
    def stream(self) -> str:
        return f"parameter/{self.key}"


@dataclass(frozen=True)
class RequestFact(DirectoryFact):
    """What the facts of a request for a place share. Who asked stands in the request."""

    changes_rights: ClassVar[bool] = False
    request_id: int
    organisation_id: int

    @property
    def stream(self) -> str:
        return f"affiliation_request/{self.request_id}"


@dataclass(frozen=True)
class AffiliationRequested(RequestFact):
    kind: ClassVar[str] = "affiliation.requested"


@dataclass(frozen=True)
class AffiliationRequestAccepted(RequestFact):
    kind: ClassVar[str] = "affiliation_request.accepted"
    user_id: int


@dataclass(frozen=True)
class AffiliationRequestRefused(RequestFact):
    kind: ClassVar[str] = "affiliation_request.refused"


@dataclass(frozen=True)
class AffiliationRequestsPurged(DirectoryFact):
    """Without an author: their time was over."""

    kind: ClassVar[str] = "affiliation_requests.purged"
    changes_rights: ClassVar[bool] = False
    count: int

    @property
    def stream(self) -> str:
        return "affiliation_requests"


@dataclass(frozen=True)
class IdentityFact(DirectoryFact):
    """What the facts of an identity share: by which provider's word an account is opened."""

    changes_rights: ClassVar[bool] = False
    identity_id: int
    user_id: int

    @property
    def stream(self) -> str:
        return f"user/{self.user_id}"


@dataclass(frozen=True)
class IdentityLinked(IdentityFact):
    """An account can be opened by an identity provider too."""

    kind: ClassVar[str] = "identity.linked"


@dataclass(frozen=True)
class IdentityUnlinked(IdentityFact):
    """That identity opens the account no more."""

    kind: ClassVar[str] = "identity.unlinked"
