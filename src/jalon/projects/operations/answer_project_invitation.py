from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.projects.effects import changed
from jalon.projects.events import ProjectInvitationAnswered
from jalon.projects.models import Member
from jalon.projects.queries.parts import MEMBERS
from jalon.projects.rules import ANSWER_PROJECT_INVITATION
from jalon.projects.states import MemberState, member_after
from jalon.projects.turns import in_turn


@transaction.atomic
def answer_project_invitation(
    *, member: Member, accepts: bool, by: Actor, at: datetime, reason: str = ""
) -> Member:
    """Say yes or no in the name of a member; the carrier notes the answer of who has no account.

    The same answer given twice is one answer. Raises NotFromThisState, Denied.
    """
    ANSWER_PROJECT_INVITATION.require(by, member)
    project = in_turn(member.project, parts=[MEMBERS], at=at)
    now = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    wanted = MemberState.ACCEPTED if accepts else MemberState.REFUSED
    if now.state == wanted:
        return now
    now.state = member_after(now.state, "accept" if accepts else "refuse")
    now.answered_at, now.refusal = at, "" if accepts else reason
    now.save(update_fields=["state", "answered_at", "refusal"])
    fact = ProjectInvitationAnswered(
        project_id=project.pk, carrier_id=project.carrier_id, member_id=now.pk, answer=now.state
    )
    record(fact, by=by, at=at)
    changed(project, by=by, at=at)
    return now
