from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Organisation
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.events import ProjectMemberInvited
from jalon.projects.models import Circle, Member, Project
from jalon.projects.queries.parts import MEMBERS
from jalon.projects.rules import INVITE_PROJECT_MEMBER
from jalon.projects.states import MemberState
from jalon.projects.telling import tell_member
from jalon.projects.turns import in_turn


@dataclass(frozen=True)
class Body:
    """Who is invited. `name` and `kind` are those of the directory when it knows the SIRET."""

    siret: str
    name: str = ""
    kind: str = ""
    email: str = ""


class AlreadyAboard(Refused):
    """A body is in a consortium once."""


class UnknownBody(Refused):
    """The directory does not know it, and nothing says who it is."""


@transaction.atomic
def invite_project_member(
    *, project: Project, body: Body, by: Actor, at: datetime, circle: str = Circle.CORE,
    replaces: Member | None = None,
) -> Member:  # fmt: skip
    """Add a body to the consortium and tell it by mail, when an address is known.

    Without any address it is only foreseen: the carrier writes for it. Raises AlreadyAboard,
    UnknownBody, NotFromThisState, Denied.
    """
    INVITE_PROJECT_MEMBER.require(by, project)
    now = in_turn(project, parts=[MEMBERS], at=at)
    known = Organisation.objects.filter(siret=body.siret, closed_on=None).first()
    if known is None and not (body.name and body.kind):
        raise UnknownBody(
            _("L’annuaire ne connaît pas ce SIRET : donnez le nom et le type de l’organisme.")
        )
    email = body.email or (known.email if known else "")
    is_invited = bool(email) or known is not None
    try:
        with transaction.atomic():
            member = Member.objects.create(
                project=now, organisation=known, siret=body.siret,
                name=known.name if known else body.name, kind=known.kind if known else body.kind,
                circle=circle, state=MemberState.INVITED if is_invited else MemberState.FORESEEN,
                contact_email=email, added_at=at, invited_at=at if is_invited else None,
                replaces=replaces,
            )  # fmt: skip
    except IntegrityError as error:
        raise AlreadyAboard(_("Cet organisme est déjà dans le groupement.")) from error
    is_told = tell_member(member, now, at=at)
    fact = ProjectMemberInvited(
        project_id=now.pk, carrier_id=now.carrier_id, member_id=member.pk, is_told=is_told
    )
    record(fact, by=by, at=at)
    return member
