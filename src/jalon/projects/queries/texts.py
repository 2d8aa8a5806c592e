"""What a project says in words: a summary, who it is for, and one text for each line of the grid.

What will be marked is what is asked: a call that changes its grid changes what candidates write.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from jalon.calls.content import grid
from jalon.calls.models import CallVersion
from jalon.projects.models import Project, Text

SUMMARY: Final = "resume"
PUBLIC: Final = "connaissance-public"
LONGEST: Final = 8000


@dataclass(frozen=True)
class Asked:
    """A text that the call asks for; `weight` of 100 in its grid, None when it is not in it."""

    code: str
    label: str
    weight: int | None
    is_optional: bool = False


def asked(version: CallVersion) -> list[Asked]:
    """The texts of a project, in order."""
    summary = Asked(SUMMARY, _("Le projet en bref"), None)
    public = Asked(PUBLIC, _("Connaissance du public"), None, is_optional=True)
    marked = (Asked(one.code, one.label, one.weight) for one in grid(version.grid))
    return [summary, public, *marked]


def current(project: Project) -> dict[str, Text]:
    """The last writing of each text, by its code."""
    rows = Text.objects.filter(project=project).order_by("code", "-revision").distinct("code")
    return {one.code: one for one in rows}


def writings(project: Project, code: str) -> list[Text]:
    """All writings of one text, the last one first."""
    rows = Text.objects.filter(project=project, code=code).order_by("-revision")
    return list(rows.select_related("written_by__user", "written_by__organisation"))
