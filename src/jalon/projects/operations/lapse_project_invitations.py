from datetime import datetime, timedelta

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.parameters.queries import integer
from jalon.projects.events import ProjectInvitationLapsed
from jalon.projects.models import Member
from jalon.projects.states import MemberState, ProjectState, member_after
from jalon.projects.telling import tell_lapsed

TOGETHER = 200


@transaction.atomic
def lapse_project_invitations(*, by: Actor | None, at: datetime) -> int:
    """The invitations in a consortium that nobody answered in time; its carrier is told.

    The body may be invited again: it is then another invitation.
    """
    since = at - timedelta(days=integer("call.invitation_days", on=at.date()))
    due = Member.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state=MemberState.INVITED, invited_at__lte=since, project__state=ProjectState.DRAFT
    )
    count = 0
    for member in due.select_related("project__opened_by__user").order_by("pk")[:TOGETHER]:
        project = member.project
        member.state = member_after(member.state, "expire")
        member.save(update_fields=["state"])
        tell_lapsed(member, project, at=at)
        fact = ProjectInvitationLapsed(
            project_id=project.pk, carrier_id=project.carrier_id, member_id=member.pk
        )
        record(fact, by=by, at=at)
        count += 1
    return count
