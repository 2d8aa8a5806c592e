"""The correction that a filed project owes, while its time is not over."""

from datetime import datetime

from jalon.projects.models import Correction, Project


def open_correction(project: Project, at: datetime) -> Correction | None:
    """The one that may still be filed."""
    waiting = Correction.objects.filter(project=project, filing=None, until__gt=at)
    return waiting.order_by("pk").last()


def may_be_corrected(project: Project, at: datetime) -> frozenset[str]:
    """The codes of the parts that may be written although the project is filed."""
    found = open_correction(project, at)
    return frozenset(found.wanted) if found else frozenset()
