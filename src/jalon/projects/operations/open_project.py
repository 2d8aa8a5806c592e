from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Organisation
from jalon.calls.calendar import is_open
from jalon.calls.models import Call
from jalon.calls.queries.readable import binding
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.events import ProjectOpened
from jalon.projects.models import Member, Project
from jalon.projects.rules import OPEN_PROJECT
from jalon.projects.states import MemberState


class NotOpen(Refused):
    """The call is answered from its opening to its closing."""


@transaction.atomic
def open_project(*, call: Call, title: str, by: Actor, at: datetime) -> Project:
    """Begin a draft carried by one's own body, which is its first member. Raises NotOpen, Denied.

    A body may answer a call with several projects: their perimeters tell them apart.
    """
    OPEN_PROJECT.require(by, call)
    version = binding(call)
    if version is None or not is_open(call, version, at):
        raise NotOpen(_("Cet appel n’est pas ouvert : on ne peut pas y répondre aujourd’hui."))
    carrier = Organisation.objects.get(pk=by.organisation_id)
    project = Project.objects.create(
        call=call, carrier=carrier, title=title, opened_at=at, opened_by_id=by.affiliation_id
    )
    Member.objects.create(
        project=project, organisation=carrier, siret=carrier.siret, name=carrier.name,
        kind=carrier.kind, state=MemberState.ACCEPTED, added_at=at, answered_at=at,
    )  # fmt: skip
    fact = ProjectOpened(project_id=project.pk, carrier_id=carrier.pk, call_id=call.pk)
    record(fact, by=by, at=at)
    return project
