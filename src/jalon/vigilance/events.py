"""The facts of vigilance. They name accounts and alerts, never a person who is accompanied."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class VigilanceFact:
    """What its facts share: they are on one account, and for everybody."""

    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    user_id: int
    organisation_id: int

    @property
    def stream(self) -> str:
        return f"user/{self.user_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class AlertRaised(VigilanceFact):
    """Its author is the account that was refused; none when the platform noticed it later."""

    kind: ClassVar[str] = "alert.raised"
    alert_id: int
    step: str


@dataclass(frozen=True)
class StopLifted(VigilanceFact):
    """`classes`: the words that its author insisted on, if any (wording)."""

    kind: ClassVar[str] = "stop.lifted"
    alert_id: int
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class StopMaintained(VigilanceFact):
    """`classes`: the words that its author insisted on, if any (wording)."""

    kind: ClassVar[str] = "stop.maintained"
    alert_id: int
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrustRenewed(VigilanceFact):
    """The second factor was given again, as asked."""

    kind: ClassVar[str] = "trust.renewed"
