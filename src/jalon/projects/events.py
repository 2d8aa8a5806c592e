"""The facts of projects, in the past tense. Codes are stored for ever: never rename one.

They concern no person, and are known to the carrier alone: no other candidate learns that a
project exists.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ProjectFact:
    """What all facts of a project share."""

    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    project_id: int
    carrier_id: int

    @property
    def stream(self) -> str:
        return f"project/{self.project_id}"

    @property
    def audience(self) -> int | None:
        return self.carrier_id


@dataclass(frozen=True)
class ProjectOpened(ProjectFact):
    """A draft was begun in answer to a call."""

    kind: ClassVar[str] = "project.opened"
    call_id: int


@dataclass(frozen=True)
class ProjectRevised(ProjectFact):
    """These fields changed."""

    kind: ClassVar[str] = "project.revised"
    fields: tuple[str, ...]


@dataclass(frozen=True)
class TextWritten(ProjectFact):
    """`field`: the code of the text."""

    kind: ClassVar[str] = "text.written"
    field: str
    revision: int


@dataclass(frozen=True)
class StrategyLinked(ProjectFact):
    """The project contains this version of a strategy; None: no version any more."""

    kind: ClassVar[str] = "strategy.linked"
    strategy_id: int | None


@dataclass(frozen=True)
class ProjectMemberInvited(ProjectFact):
    """A body was added to the consortium; `is_told`: a mail left."""

    kind: ClassVar[str] = "project_member.invited"
    member_id: int
    is_told: bool


@dataclass(frozen=True)
class ProjectInvitationAnswered(ProjectFact):
    """`answer`: accepted or refused."""

    kind: ClassVar[str] = "project_invitation.answered"
    member_id: int
    answer: str


@dataclass(frozen=True)
class MemberReplaced(ProjectFact):
    """Another body takes its place; `successor_id` is None when nobody does."""

    kind: ClassVar[str] = "member.replaced"
    member_id: int
    successor_id: int | None


@dataclass(frozen=True)
class PartWritten(ProjectFact):
    """A member's own part changed; a letter signed on what it said before is to be signed again."""

    kind: ClassVar[str] = "part.written"
    member_id: int
    fields: tuple[str, ...]
    undoes_signature: bool


@dataclass(frozen=True)
class FieldCommented(ProjectFact):
    """`field`: what the comment is about."""

    kind: ClassVar[str] = "field.commented"
    field: str
    comment_id: int


@dataclass(frozen=True)
class CommentSettled(ProjectFact):
    """Nothing is left to do about it."""

    kind: ClassVar[str] = "comment.settled"
    comment_id: int


@dataclass(frozen=True)
class LineWritten(ProjectFact):
    """A line of the financing plan was added or changed."""

    kind: ClassVar[str] = "line.written"
    line_id: int
    amount_cents: int
    is_new: bool


@dataclass(frozen=True)
class LineRemoved(ProjectFact):
    """A line left the financing plan."""

    kind: ClassVar[str] = "line.removed"
    line_id: int


@dataclass(frozen=True)
class LinesImported(ProjectFact):
    """The whole financing plan was replaced by that of a spreadsheet."""

    kind: ClassVar[str] = "lines.imported"
    line_count: int


@dataclass(frozen=True)
class PaperJoined(ProjectFact):
    """`field`: the code of the document in the call."""

    kind: ClassVar[str] = "paper.joined"
    field: str
    digest: str


@dataclass(frozen=True)
class ProjectFiled(ProjectFact):
    """`digest`: the fingerprint of all that was filed, and of what each criterion answered."""

    kind: ClassVar[str] = "project.filed"
    filing_id: int
    version_id: int
    digest: str
    is_late: bool


@dataclass(frozen=True)
class ProjectResumed(ProjectFact):
    """Filed, it is a draft again: it must be filed anew before the closing."""

    kind: ClassVar[str] = "project.resumed"


@dataclass(frozen=True)
class ProjectWithdrawn(ProjectFact):
    """Given up, before or after it was filed."""

    kind: ClassVar[str] = "project.withdrawn"


@dataclass(frozen=True)
class ProjectInvitationLapsed(ProjectFact):
    """It was not answered in time."""

    kind: ClassVar[str] = "project_invitation.lapsed"
    member_id: int


@dataclass(frozen=True)
class DraftReminded(ProjectFact):
    """Its writers were told that it is not filed; `hours`: how many before the closing."""

    kind: ClassVar[str] = "draft.reminded"
    hours: int
