"""Each committed member of a project, and where its letter stands."""

from dataclasses import dataclass

from jalon.accounts.actor import Actor
from jalon.letters.models import Letter
from jalon.letters.queries.readable import letters_of
from jalon.letters.states import LetterState
from jalon.projects.models import Member, Project
from jalon.projects.rules import COMMENT_FIELD
from jalon.projects.states import COMMITTED, MemberState


@dataclass
class Followed:
    """`letter`: the last one, whatever its state; None when none was sent."""

    member: Member
    letter: Letter | None
    may_send: bool = False

    @property
    def is_signed(self) -> bool:
        return self.member.state == MemberState.SIGNED

    @property
    def waits(self) -> bool:
        return self.letter is not None and self.letter.state == LetterState.WAITING

    @property
    def lacks(self) -> bool:
        """Its part does not say yet what it commits itself to, or who signs."""
        return not (self.member.role.strip() and self.member.signatory_name.strip())


def followed(project: Project, actor: Actor) -> list[Followed]:
    """In the order of the consortium; the State meets those whose letter was signed alone."""
    last: dict[int, Letter] = {}
    for letter in letters_of(project, actor):
        last.setdefault(letter.member_id, letter)
    members = project.members.filter(state__in=COMMITTED).order_by("pk")
    is_inside = COMMENT_FIELD.allows(actor, project)
    rows = [Followed(one, last.get(one.pk)) for one in members if is_inside or one.pk in last]
    for row in rows:
        row.member.project = project
    return rows
