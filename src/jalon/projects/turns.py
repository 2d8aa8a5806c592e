"""One after the other: whoever writes a project waits for who is writing it, and never overwrites.

A writer says which revision they had before their eyes; when it has moved since, nothing is
written and MovedMeanwhile carries what stands now: both are shown.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from jalon.kernel.errors import Refused
from jalon.projects.models import Project
from jalon.projects.queries.corrections import may_be_corrected
from jalon.projects.states import ProjectState, after


class MovedMeanwhile(Refused):
    """Somebody has written since; `standing` is what is written now."""

    def __init__(self, standing: Any) -> None:
        super().__init__(_("Quelqu’un vient de changer cela. Regardez les deux, puis choisissez."))
        self.standing = standing


def in_turn(
    project: Project, *, move: str | None = "write", parts: Collection[str] = (),
    at: datetime | None = None,
) -> Project:  # fmt: skip
    """The project as it stands, its other writers waiting until the commit.

    Raises NotFromThisState when its state does not allow this move; None asks nothing of it. A
    filed project is written all the same in the `parts` that the State asked to correct by `at`.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('jalon/project', %s))", [project.pk]
        )
    now = Project.objects.select_related("call", "carrier").get(pk=project.pk)
    if move is not None and not _is_corrected(now, parts, at):
        after(now.state, move)
    return now


def _is_corrected(project: Project, parts: Collection[str], at: datetime | None) -> bool:
    if at is None or not parts or project.state != ProjectState.FILED:
        return False
    return set(parts) <= may_be_corrected(project, at)
