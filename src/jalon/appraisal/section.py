"""The result, as a part of the page of a project: there is nothing before it is announced."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from jalon.accounts.actor import Actor
from jalon.appraisal.models import Decision
from jalon.projects.models import Project
from jalon.projects.rules import COMMENT_FIELD
from jalon.projects.sections import Section
from jalon.projects.states import ProjectState


def _ready(project: Project, actor: Actor) -> dict[str, Any]:
    if project.state != ProjectState.FILED or not COMMENT_FIELD.allows(actor, project):
        return {}
    decision = Decision.objects.filter(project=project, announcement__isnull=False).first()
    return {"decision": decision} if decision else {}


RESULT: Final = Section(
    anchor="resultat", title=_("Résultat"), template="appraisal/section.html", ready=_ready
)
