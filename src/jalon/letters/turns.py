"""A letter, taken in the turn of its project: nobody signs what is being changed."""

from jalon.letters.models import Letter
from jalon.letters.states import after
from jalon.projects.models import Member, Project
from jalon.projects.states import MemberState, member_after
from jalon.projects.turns import in_turn


def held(letter: Letter, move: str) -> tuple[Letter, Project]:
    """The letter and its project, both held until the commit.

    Raises NotFromThisState, LetterSettled when its state does not allow this move.
    """
    project = in_turn(letter.project)
    rows = Letter.objects.select_for_update(of=("self",)).select_related("member", "sent_by__user")
    found = rows.get(pk=letter.pk)
    found.project = found.member.project = project
    after(found.state, move)
    return found, project


def engage(member: Member, letter: Letter) -> None:
    """The member is bound by its letter: its eligibility follows."""
    now = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    now.state, now.signed_at = member_after(now.state, "sign"), letter.settled_at
    now.save(update_fields=["state", "signed_at"])


def release(member: Member) -> None:
    """Its letter binds it no more; a member whose part was changed has been released already."""
    now = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if now.state == MemberState.SIGNED:
        now.state, now.signed_at = member_after(now.state, "change"), None
        now.save(update_fields=["state", "signed_at"])
