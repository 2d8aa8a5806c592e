"""The letters, as a part of the page of a project."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from jalon.accounts.actor import Actor
from jalon.letters.queries.followed import followed
from jalon.letters.rules import SEND_LETTER
from jalon.projects.models import Project
from jalon.projects.rules import COMMENT_FIELD
from jalon.projects.sections import Section
from jalon.projects.states import ProjectState


def _ready(project: Project, actor: Actor) -> dict[str, Any]:
    rows = followed(project, actor)
    is_inside = COMMENT_FIELD.allows(actor, project)
    if not rows and not is_inside:
        return {}
    writes = is_inside and project.state == ProjectState.DRAFT
    for row in rows:
        row.may_send = writes and SEND_LETTER.allows(actor, row.member)
    return {
        "rows": rows,
        "signed": sum(row.is_signed for row in rows),
        "may_deposit": any(row.may_send and row.waits for row in rows),
    }


LETTERS: Final = Section(
    anchor="lettres",
    title=_("Lettres d’engagement"),
    template="letters/section.html",
    ready=_ready,
    is_received=True,
)
