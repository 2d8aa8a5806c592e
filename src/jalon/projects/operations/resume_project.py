from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.calls.calendar import is_open
from jalon.calls.queries.readable import binding
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.events import ProjectResumed
from jalon.projects.models import Project
from jalon.projects.rules import RESUME_PROJECT
from jalon.projects.states import ProjectState
from jalon.projects.turns import in_turn


class TooLate(Refused):
    """After the closing, what was filed stays as it is."""


@transaction.atomic
def resume_project(*, project: Project, by: Actor, at: datetime) -> Project:
    """Take a filed project up again, while its call is open: it must then be filed anew.

    Raises TooLate, NotFromThisState, Denied.
    """
    RESUME_PROJECT.require(by, project)
    now = in_turn(project, move="resume")
    version = binding(now.call)
    if version is None or not is_open(now.call, version, at):
        raise TooLate(_("L’appel est clos : ce qui est déposé ne change plus."))
    now.state = ProjectState.DRAFT
    now.save(update_fields=["state"])
    record(ProjectResumed(project_id=now.pk, carrier_id=now.carrier_id), by=by, at=at)
    return now
