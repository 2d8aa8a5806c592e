"""The page of a project: sections and what they lack, eligibility alive, the time that is left."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalon.accounts.actor import Actor
from jalon.calls.calendar import is_open, takes_late_filing
from jalon.calls.content import documents
from jalon.calls.eligibility.criteria import Verdict, overall
from jalon.calls.models import CallVersion
from jalon.projects.models import Member, Project
from jalon.projects.queries.completeness import lacks
from jalon.projects.queries.corrections import open_correction
from jalon.projects.queries.eligibility import findings
from jalon.projects.queries.financing import plan_of, room_in
from jalon.projects.queries.parts import MEMBERS
from jalon.projects.queries.strategy import strategy_content
from jalon.projects.queries.texts import asked, current
from jalon.projects.queries.zonings import recognised
from jalon.projects.rules import COMMENT_FIELD, WRITE_PROJECT
from jalon.projects.sections import ready_sections
from jalon.projects.states import MemberState, ProjectState
from jalon.projects.views.loading import parts_to_write, project_or_404, version_for
from jalon.projects.views.promised import promises_of
from jalon.projects.views.shown import ANCHORS, plan_shown
from jalon.strategies.queries.readable import readable as readable_strategies
from jalon.ui.access import page
from jalon.ui.request import Request

# What is to be repaired is read before what is done.
FIRST: Final = (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.MET)


@page
@require_safe
def project_page(request: Request, public_id: UUID) -> HttpResponse:
    """Whole for the consortium; the State reads what was filed."""
    project, actor = project_or_404(request, public_id), request.actor
    if not COMMENT_FIELD.allows(actor, project):
        return redirect("project_receipt", public_id)
    version, now = version_for(project), timezone.now()
    members = list(project.members.select_related("organisation").order_by("pk"))
    context = {
        "project": project,
        "version": version,
        "rendered": now,
        **_open(project, actor, now),
        "members": [one for one in members if one.state != MemberState.REPLACED],
        "replaced": [one for one in members if one.state == MemberState.REPLACED],
        "silent": [one for one in members if one.state == MemberState.INVITED],
        "own": _own(members, actor),
        "added": ready_sections(project, actor),
        **_words(project, version),
        **_placed(project, actor),
        **_promised(project, actor),
        **_judged(project, version),
        **_calendar(project, version, now),
    }
    return render(request, "projects/project.html", context)


def _own(members: list[Member], actor: Actor) -> Member | None:
    own = (one for one in members if one.organisation_id == actor.organisation_id)
    return next((one for one in own if one.state != MemberState.REPLACED), None)


def _open(project: Project, actor: Actor, now: datetime) -> dict[str, Any]:
    """What may be written, and by whom: all of a draft, what the State asked to correct."""
    coordinates = WRITE_PROJECT.allows(actor, project)
    open_parts = parts_to_write(project)
    is_filed = project.state == ProjectState.FILED
    return {
        "may_write": coordinates and project.state == ProjectState.DRAFT,
        "open_parts": open_parts if coordinates else frozenset(),
        "writes_own_part": MEMBERS in open_parts,
        "correction": open_correction(project, now) if is_filed else None,
    }


def _words(project: Project, version: CallVersion) -> dict[str, Any]:
    known = current(project)
    standing = project.papers.filter(replaced_at=None).defer("content")
    joined = {one.document: one for one in standing}
    comments = project.comments.select_related("author__user", "organisation")
    by_field: dict[str, list[Any]] = {}
    for one in comments.filter(settled_at=None).order_by("pk"):
        by_field.setdefault(one.field, []).append(one)
    return {
        "texts": [(one, known.get(one.code)) for one in asked(version)],
        "papers": [(one, joined.get(one.code)) for one in documents(version.documents)],
        "comments": by_field,
    }


def _placed(project: Project, actor: Actor) -> dict[str, Any]:
    found = project.places.select_related("territory").order_by("territory__search_name", "pk")
    places = [one.territory for one in found]
    return {"places": places, "zonings": recognised(project, places, actor.today)}


def _promised(project: Project, actor: Actor) -> dict[str, Any]:
    """All members read what the strategy says here; those of its territory open it too."""
    version = readable_strategies(actor).filter(pk=project.strategy_id or 0).first()
    return {
        "promises": promises_of(strategy_content(project)),
        "strategy_address": reverse("strategy", args=[version.public_id]) if version else "",
    }


def _judged(project: Project, version: CallVersion) -> dict[str, Any]:
    found = findings(project, version)
    plan = plan_of(project.lines.select_related("member"))
    missing: dict[str, list[str]] = {}
    for lack in lacks(project, version):
        missing.setdefault(lack.part, []).append(lack.sentence)
    return {
        "findings": [
            (one, ANCHORS.get(one.field, ""))
            for one in sorted(found, key=lambda one: FIRST.index(one.verdict))
        ],
        "overall": overall(found),
        "met": sum(one.verdict == Verdict.MET for one in found),
        "plan": plan_shown(plan, room_in(plan, version), version),
        "lacks": missing,
    }


def _calendar(project: Project, version: CallVersion, now: datetime) -> dict[str, Any]:
    is_draft = project.state == ProjectState.DRAFT
    takes = is_open(project.call, version, now) or takes_late_filing(project.call, version, now)
    closes = version.closes_at
    minutes = int((closes - now).total_seconds() // 60) if closes and closes > now else 0
    hours = minutes // 60
    return {
        "may_file": is_draft and takes,
        "is_over": is_draft and not takes,
        "days_left": hours // 24,
        "hours_left": hours % 24,
        "minutes_left": minutes % 60,
        "is_urgent": hours < 7 * 24,
    }
