"""The filed projects of a call, and those that still wait for a decision."""

from django.db.models import Exists, OuterRef, QuerySet

from jalon.appraisal.models import Decision, ResultFile
from jalon.calls.models import Call
from jalon.projects.models import Project
from jalon.projects.states import ProjectState


def filed_in(call: Call) -> QuerySet[Project]:
    """What is appraised: neither drafts nor what was withdrawn."""
    return Project.objects.filter(call=call, state=ProjectState.FILED)


def undecided(call: Call) -> int:
    """How many of them have no decision."""
    standing = Decision.objects.filter(project=OuterRef("pk"), replaced_at=None)
    return filed_in(call).exclude(Exists(standing)).count()


def file_of(project: Project) -> ResultFile | None:
    """The file of its letter, without its bytes; None until it is drawn."""
    return ResultFile.objects.filter(letter__project=project).defer("content").first()
