"""The facts of a request and of the register: ids and codes, on a stream of their own.

They are told to no team: that somebody asks about their data is between them and who answers.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class RequestFact:
    """What all facts of a request share."""

    request_id: int

    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()

    @property
    def stream(self) -> str:
        return f"request/{self.request_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class RequestFiled(RequestFact):
    kind: ClassVar[str] = "request.filed"
    dossier_id: int


@dataclass(frozen=True)
class RequestEntered(RequestFact):
    """An officer wrote down what arrived by letter, by telephone or at a counter."""

    kind: ClassVar[str] = "request.entered"
    dossier_id: int


@dataclass(frozen=True)
class IdentityProved(RequestFact):
    """It is now known that who asked is the person."""

    kind: ClassVar[str] = "identity.proved"


@dataclass(frozen=True)
class RequestExtended(RequestFact):
    kind: ClassVar[str] = "request.extended"


@dataclass(frozen=True)
class RequestAccepted(RequestFact):
    kind: ClassVar[str] = "request.accepted"


@dataclass(frozen=True)
class RequestRefused(RequestFact):
    kind: ClassVar[str] = "request.refused"


@dataclass(frozen=True)
class RequestAnswered(RequestFact):
    kind: ClassVar[str] = "request.answered"


@dataclass(frozen=True)
class RequestWithdrawn(RequestFact):
    kind: ClassVar[str] = "request.withdrawn"


@dataclass(frozen=True)
class RegisterOpened:
    """An officer opened the register of who read one dossier."""

    kind: ClassVar[str] = "register.opened"
    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    lookup_id: int
    dossier_id: int

    @property
    def stream(self) -> str:
        return f"register/{self.dossier_id}"

    @property
    def audience(self) -> int | None:
        return None
