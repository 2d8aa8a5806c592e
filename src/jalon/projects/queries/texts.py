"""What a project says in words: one text for itself, and one for each line of the grid.

What will be marked is what is asked: a call that changes its grid changes what candidates write.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from jalon.calls.content import grid
from jalon.calls.models import CallVersion
from jalon.projects.models import Project, Text

SUMMARY: Final = "resume"
LONGEST: Final = 8000


@dataclass(frozen=True)
class Asked:
    """A text that the call asks for; `weight` of 100 in its grid, None for the summary."""

    code: str
    label: str
    weight: int | None


def asked(version: CallVersion) -> list[Asked]:
    """The texts of a project, in order."""
    summary = Asked(SUMMARY, _("Le projet en bref"), None)
    return [summary, *(Asked(one.code, one.label, one.weight) for one in grid(version.grid))]


def current(project: Project) -> dict[str, Text]:
    """The last writing of each text, by its code."""
    rows = Text.objects.filter(project=project).order_by("code", "-revision").distinct("code")
    return {one.code: one for one in rows}


def writings(project: Project, code: str) -> list[Text]:
    """All writings of one text, the last one first."""
    rows = Text.objects.filter(project=project, code=code).order_by("-revision")
    return list(rows.select_related("written_by__user", "written_by__organisation"))
