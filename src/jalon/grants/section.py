"""The agreement, as a part of the page of a project: nothing before the State shows it."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from jalon.accounts.actor import Actor
from jalon.grants.models import Agreement
from jalon.grants.queries.readable import running_version
from jalon.grants.rules import ANSWER_AGREEMENT
from jalon.grants.states import WAITS_FOR_THE_CARRIER
from jalon.projects.models import Project
from jalon.projects.rules import COMMENT_FIELD
from jalon.projects.sections import Section
from jalon.projects.states import ProjectState


def _ready(project: Project, actor: Actor) -> dict[str, Any]:
    if project.state != ProjectState.FILED or not COMMENT_FIELD.allows(actor, project):
        return {}
    agreement = Agreement.objects.filter(project=project, sent_at__isnull=False).first()
    if agreement is None:
        return {}
    agreement.project = project
    running = running_version(agreement, is_ours=False)
    waits = running is not None and running.state in WAITS_FOR_THE_CARRIER
    return {
        "agreement": agreement,
        "running": running,
        "is_mine": waits and ANSWER_AGREEMENT.allows(actor, agreement),
    }


GRANT: Final = Section(
    anchor="convention",
    title=_("Convention et versements"),
    template="grants/section.html",
    ready=_ready,
)
