"""What the pages of the appraisal start from; what may not be read does not exist."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from jalon.appraisal.models import Opinion, Review, Scenario
from jalon.appraisal.rules import ANSWER_OPINION, APPRAISE, APPRAISE_CALL, ARBITRATE, REVIEW
from jalon.calls.models import Call, CallVersion
from jalon.calls.queries.readable import binding
from jalon.calls.queries.readable import readable as readable_calls
from jalon.projects.models import Filing, Project
from jalon.projects.queries.readable import readable
from jalon.ui.request import Request


def project_or_404(request: Request, public_id: UUID) -> Project:
    """A project that this officer appraises."""
    project = get_object_or_404(readable(request.actor), public_id=public_id)
    if not APPRAISE.allows(request.actor, project):
        raise Http404
    return project


def call_or_404(request: Request, public_id: UUID) -> tuple[Call, CallVersion]:
    """A call whose projects this officer appraises, and what binds in it."""
    call = get_object_or_404(readable_calls(request.actor), public_id=public_id)
    version = binding(call)
    if not APPRAISE_CALL.allows(request.actor, call) or version is None:
        raise Http404
    return call, version


def last_filing(project: Project) -> Filing:
    """What counts of a project."""
    filing = project.filings.select_related("version").order_by("-number").first()
    if filing is None:
        raise Http404
    return filing


def review_or_404(request: Request, public_id: UUID) -> Review:
    """A reading that is one's own."""
    review = get_object_or_404(_reviews(), public_id=public_id)
    if not REVIEW.allows(request.actor, review):
        raise Http404
    return review


def review_of_a_project(request: Request, public_id: UUID) -> Review:
    """A reading of a project that this officer appraises."""
    review = get_object_or_404(_reviews().select_related("project__call"), public_id=public_id)
    if not APPRAISE.allows(request.actor, review.project):
        raise Http404
    return review


def opinion_or_404(request: Request, public_id: UUID) -> Opinion:
    """An opinion asked of one's own body."""
    found = Opinion.objects.select_related("organisation", "asked_by__organisation")
    opinion = get_object_or_404(found, public_id=public_id)
    if not ANSWER_OPINION.allows(request.actor, opinion):
        raise Http404
    return opinion


def _reviews() -> Any:
    return Review.objects.select_related(
        "version__call", "reviewer__user", "reviewer__organisation", "assigned_by__organisation"
    )


def scenario_or_404(request: Request, public_id: UUID) -> tuple[Scenario, CallVersion]:
    """A way of arbitrating a call of one's body, and what binds in that call."""
    found = Scenario.objects.select_related("call", "taken_over_by__user")
    scenario = get_object_or_404(found, public_id=public_id)
    _call, version = call_or_404(request, scenario.call.public_id)
    ARBITRATE.require(request.actor, scenario.call)
    return scenario, version
