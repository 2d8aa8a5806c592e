"""What was said from one side to the other: that it was, never what. Codes are kept for ever."""

from dataclasses import dataclass
from typing import ClassVar

from jalon.access.policy.blocks import Block
from jalon.dossiers.events import DossierFact


@dataclass(frozen=True)
class ExchangeFact(DossierFact):
    """Who reads the shared notes knows of them. `role`: the side that wrote or read."""

    blocks: ClassVar[tuple[str, ...]] = ("messages", "timeline")

    @property
    def need(self) -> str:
        return Block.NOTES


@dataclass(frozen=True)
class MessageSent(ExchangeFact):
    kind: ClassVar[str] = "message.sent"
    message_id: int
    role: str


@dataclass(frozen=True)
class MessagesAcknowledged(ExchangeFact):
    """The other side says that it has read them."""

    kind: ClassVar[str] = "messages.acknowledged"
    role: str
