"""What the pages of a project start from; what may not be read does not exist."""

from uuid import UUID

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone

from jalon.calls.models import CallVersion
from jalon.calls.queries.readable import binding
from jalon.projects.models import Member, Project
from jalon.projects.queries.corrections import may_be_corrected
from jalon.projects.queries.parts import parts
from jalon.projects.queries.readable import readable
from jalon.projects.rules import COMMENT_FIELD, WRITE_PROJECT
from jalon.projects.states import ProjectState
from jalon.ui.request import Request


def project_or_404(request: Request, public_id: UUID) -> Project:
    return get_object_or_404(readable(request.actor), public_id=public_id)


def project_inside(request: Request, public_id: UUID) -> Project:
    """A project that one's own body is in: the State, which only receives, meets a 404."""
    project = project_or_404(request, public_id)
    if not COMMENT_FIELD.allows(request.actor, project):
        raise Http404
    return project


def project_to_write(request: Request, public_id: UUID) -> Project:
    """A project that this actor coordinates; Denied when they only take part in it."""
    project = project_inside(request, public_id)
    WRITE_PROJECT.require(request.actor, project)
    return project


def member_or_404(request: Request, public_id: UUID, member_id: UUID) -> Member:
    project = project_inside(request, public_id)
    found = project.members.select_related("organisation", "replaces")
    member = get_object_or_404(found, public_id=member_id)
    member.project = project
    return member


def parts_to_write(project: Project) -> frozenset[str]:
    """The codes of the parts that may be written now: all of a draft, or what is corrected.

    A member writes its own part among them; the rest is the carrier's.
    """
    if project.state == ProjectState.DRAFT:
        return frozenset(parts(version_for(project)))
    if project.state == ProjectState.FILED:
        return may_be_corrected(project, timezone.now())
    return frozenset()


def may_write(request: Request, project: Project, part: str) -> bool:
    """Whether the carrier's forms of that part are shown."""
    if not WRITE_PROJECT.allows(request.actor, project):
        return False
    return part in parts_to_write(project)


def version_for(project: Project) -> CallVersion:
    """What binds: that of the last filing, or of the call today."""
    if project.state != ProjectState.DRAFT:
        last = project.filings.select_related("version").order_by("-number").first()
        if last is not None:
            last.version.call = project.call
            return last.version
    version = binding(project.call)
    if version is None:
        raise Http404
    version.call = project.call
    return version


def sent_again(request: Request, revision: int) -> QueryDict:
    """What was sent, as a writing that follows the latest one: both have been shown."""
    sent = request.POST.copy()
    sent["revision"] = str(revision)
    return sent
