"""A project is filed, read as it was filed, taken up again, withdrawn."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.calls.calendar import is_open
from jalon.calls.content import documents
from jalon.calls.eligibility.criteria import Verdict
from jalon.kernel.errors import Refused
from jalon.projects.effects import held_by
from jalon.projects.forms.writing import WithdrawForm
from jalon.projects.models import Correction, Filing
from jalon.projects.operations import file_project, resume_project, withdraw_project
from jalon.projects.queries.completeness import lacks
from jalon.projects.queries.eligibility import findings
from jalon.projects.queries.texts import asked
from jalon.projects.rules import FILE_PROJECT, RESUME_PROJECT, WITHDRAW_PROJECT
from jalon.projects.sections import ready_sections
from jalon.projects.states import ProjectState
from jalon.projects.views.differences import Difference, changes_of
from jalon.projects.views.filed import frozen_plan, members_of, said_of
from jalon.projects.views.loading import project_inside, project_or_404, version_for
from jalon.projects.views.promised import promises_of
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def file(request: Request, public_id: UUID) -> HttpResponse:
    """What is missing, what each criterion answers; then one click, and a receipt."""
    project = project_inside(request, public_id)
    FILE_PROJECT.require(request.actor, project)
    if request.method == "POST":
        file_project(project=project, by=request.actor, at=timezone.now())
        messages.success(request, _("Le projet est déposé. Voici l’accusé de réception."))
        return redirect("project_receipt", public_id)
    if project.state != ProjectState.DRAFT:
        return redirect("project_receipt", public_id)
    version = version_for(project)
    context = {
        "project": project,
        "version": version,
        "lacks": lacks(project, version),
        "doubts": [one for one in findings(project, version) if one.verdict != Verdict.MET],
    }
    return render(request, "projects/file_project.html", context)


@page
@require_safe
def receipt(request: Request, public_id: UUID) -> HttpResponse:
    """The last filing: when it was received, its fingerprint, and all that it says."""
    project = project_or_404(request, public_id)
    found = Filing.objects.filter(project=project).select_related(
        "version", "filed_by__user", "filed_by__organisation"
    )
    filing = found.order_by("-number").first()
    if filing is None or project.state == ProjectState.DRAFT:
        raise Http404
    context = {
        "project": project,
        "filing": filing,
        "received_at": timezone.localtime(filing.filed_at),
        **_written(filing),
        "members": members_of(filing.content),
        "promises": promises_of(filing.content.get("strategy")),
        "plan": frozen_plan(filing),
        "findings": said_of(filing),
        "added": ready_sections(project, request.actor, received=True),
        "changed": _changed(filing),
        "may_resume": is_open(project.call, version_for(project), timezone.now()),
        "is_ours": FILE_PROJECT.allows(request.actor, project),
    }
    return render(request, "projects/project_receipt.html", context)


def _written(filing: Filing) -> dict[str, Any]:
    """What was written: the texts in the order of the call, the first day, the papers by name."""
    content, version = filing.content, filing.version
    starts_on = content["starts_on"]
    return {
        "content": content,
        "starts_on": date.fromisoformat(starts_on) if starts_on else None,
        "texts": [(one, content["texts"].get(one.code, "")) for one in asked(version)],
        "labels": {one.code: one.label for one in documents(version.documents)},
    }


def _changed(filing: Filing) -> list[Difference]:
    """Side by side, what a correction asked by the State changed."""
    correction = Correction.objects.filter(filing=filing).first()
    return changes_of(filing, correction.wanted) if correction else []


@page
@require_POST
def resume(request: Request, public_id: UUID) -> HttpResponse:
    project = project_inside(request, public_id)
    RESUME_PROJECT.require(request.actor, project)
    resume_project(project=project, by=request.actor, at=timezone.now())
    messages.warning(request, _("Le projet est de nouveau un brouillon : déposez-le à temps."))
    return redirect("project", public_id)


@page
@require_http_methods(GET_OR_POST)
def withdraw(request: Request, public_id: UUID) -> HttpResponse:
    project = project_inside(request, public_id)
    WITHDRAW_PROJECT.require(request.actor, project)
    form = WithdrawForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_project(
                project=project, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Le projet est retiré. Rien n’en est effacé."))
            return redirect("projects")
    context = {"project": project, "form": form, "held": held_by(project)}
    status = 422 if form.is_bound else 200
    return render(request, "projects/withdraw_project.html", context, status=status)
