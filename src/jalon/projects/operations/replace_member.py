from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.effects import changed
from jalon.projects.events import MemberReplaced
from jalon.projects.models import Line, Member
from jalon.projects.operations.invite_project_member import Body, invite_project_member
from jalon.projects.queries.parts import MEMBERS
from jalon.projects.rules import REPLACE_MEMBER
from jalon.projects.states import member_after
from jalon.projects.turns import in_turn


class CarrierStays(Refused):
    """A project changes its members, not its carrier."""


class StillFunds(Refused):
    """Its lines of the financing plan must go to somebody first."""


@transaction.atomic
def replace_member(
    *, member: Member, by: Actor, at: datetime, successor: Body | None = None
) -> Member | None:
    """Have a member leave the consortium; `successor` is invited in its place, and circle.

    The lines of the financing plan go to the successor. Raises CarrierStays, StillFunds,
    AlreadyAboard, UnknownBody, NotFromThisState, Denied.
    """
    REPLACE_MEMBER.require(by, member.project)
    project = in_turn(member.project, parts=[MEMBERS], at=at)
    now = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if now.organisation_id == project.carrier_id:
        raise CarrierStays(_("Le porteur ne se remplace pas : retirez ce projet et déposez-en un."))
    lines = Line.objects.filter(member=now)
    if successor is None and lines.exists():
        raise StillFunds(_("Ce membre est dans le plan de financement : ôtez d’abord ses lignes."))
    now.state = member_after(now.state, "replace")
    now.save(update_fields=["state"])
    new = None
    if successor is not None:
        new = invite_project_member(
            project=project, body=successor, circle=now.circle, replaces=now, by=by, at=at
        )
        lines.update(member=new)
    fact = MemberReplaced(
        project_id=project.pk, carrier_id=project.carrier_id, member_id=now.pk,
        successor_id=new.pk if new else None,
    )  # fmt: skip
    record(fact, by=by, at=at)
    changed(project, by=by, at=at)
    return new
