"""The facts of calls, in the past tense. Codes are stored for ever: never rename one.

They concern no person. Until a call is published, its own body alone knows of them.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class CallFact:
    """What all facts of a call share: everybody may know of them."""

    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    call_id: int

    @property
    def stream(self) -> str:
        return f"call/{self.call_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class OfTheBody(CallFact):
    """What is prepared: known to the body that will publish, and to nobody else."""

    publisher_id: int

    @property
    def audience(self) -> int | None:
        return self.publisher_id


@dataclass(frozen=True)
class CallDrafted(OfTheBody):
    """`based_on_id`: the call that it repeats."""

    kind: ClassVar[str] = "call.drafted"
    based_on_id: int | None


@dataclass(frozen=True)
class CallRevised(OfTheBody):
    """These parts of the draft version changed."""

    kind: ClassVar[str] = "call.revised"
    version: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class CallPublished(CallFact):
    """That version binds from now on: the first one opens the call, the next ones change it."""

    kind: ClassVar[str] = "call.published"
    version: int


@dataclass(frozen=True)
class CallAmended(OfTheBody):
    """A next version is begun; the published one binds until this one is."""

    kind: ClassVar[str] = "call.amended"
    version: int


@dataclass(frozen=True)
class CallDiscarded(OfTheBody):
    """What was being written is given up; the whole call, if it was never published."""

    kind: ClassVar[str] = "call.discarded"
    version: int


@dataclass(frozen=True)
class CallClosed(CallFact):
    kind: ClassVar[str] = "call.closed"


@dataclass(frozen=True)
class CallCancelled(CallFact):
    kind: ClassVar[str] = "call.cancelled"


@dataclass(frozen=True)
class QuestionAsked(OfTheBody):
    """Who asks stays between them and the State."""

    kind: ClassVar[str] = "question.asked"
    question_id: int


@dataclass(frozen=True)
class QuestionAnswered(CallFact):
    """Published for everybody at that instant; the next number corrects the one before."""

    kind: ClassVar[str] = "question.answered"
    question_id: int
    number: int
