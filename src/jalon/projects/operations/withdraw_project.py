from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.effects import held_by
from jalon.projects.events import ProjectWithdrawn
from jalon.projects.models import Project
from jalon.projects.rules import WITHDRAW_PROJECT
from jalon.projects.states import ProjectState
from jalon.projects.turns import in_turn


class ProjectHeld(Refused):
    """Something binds it, which is ended first."""


@transaction.atomic
def withdraw_project(*, project: Project, reason: str, by: Actor, at: datetime) -> Project:
    """Give a project up, draft or filed; nothing of it is erased.

    The State keeps the filing, and reads that it is withdrawn. Raises NotFromThisState,
    ProjectHeld, Denied.
    """
    WITHDRAW_PROJECT.require(by, project)
    now = in_turn(project, move="withdraw")
    if said := held_by(now):
        raise ProjectHeld(said)
    now.state, now.withdrawn_at, now.withdrawal = ProjectState.WITHDRAWN, at, reason
    now.save(update_fields=["state", "withdrawn_at", "withdrawal"])
    record(ProjectWithdrawn(project_id=now.pk, carrier_id=now.carrier_id), by=by, at=at)
    return now
