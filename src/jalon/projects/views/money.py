"""The financing plan: read by the consortium, written by the carrier, exported and read back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.intake.reading.problems import FileRefused
from jalon.kernel.errors import Refused
from jalon.projects.forms.money import LineForm, SpreadsheetForm
from jalon.projects.models import Member, Project
from jalon.projects.operations import import_lines, remove_line, write_line
from jalon.projects.queries.financing import plan_of, room_in
from jalon.projects.queries.parts import MONEY
from jalon.projects.queries.spreadsheet import read, written
from jalon.projects.states import COUNTED
from jalon.projects.turns import MovedMeanwhile
from jalon.projects.views.loading import (
    may_write,
    project_inside,
    project_to_write,
    sent_again,
    version_for,
)
from jalon.projects.views.shown import plan_shown
from jalon.ui.access import page, receives
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page
@require_http_methods(GET_OR_POST)
def plan(request: Request, public_id: UUID) -> HttpResponse:
    """The table, its lines, and the form of one more: live with htmx, whole without."""
    project = project_inside(request, public_id)
    form = LineForm(typed(request), members=_members(project), year=_year(project))
    if request.method == "POST" and form.is_valid():
        try:
            write_line(project=project, values=form.values, by=request.actor, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("financing", public_id)
    context = {**_about(request, project), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "projects/financing.html", context, status=status)


@page
@require_http_methods(GET_OR_POST)
def change(request: Request, public_id: UUID, line_id: UUID) -> HttpResponse:
    project = project_to_write(request, public_id)
    line = get_object_or_404(project.lines.select_related("member"), public_id=line_id)
    form = LineForm(typed(request), members=_members(project), line=line)
    if request.method == "POST" and form.is_valid():
        try:
            write_line(
                project=project, line=line, values=form.values,
                seen=form.cleaned_data["revision"] or 0, by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except MovedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            form.data = sent_again(request, refusal.standing.revision)
            line = refusal.standing
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("financing", public_id)
    context = {"project": project, "line": line, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "projects/write_line.html", context, status=status)


@page
@require_POST
def remove(request: Request, public_id: UUID, line_id: UUID) -> HttpResponse:
    project = project_to_write(request, public_id)
    line = project.lines.filter(public_id=line_id).first()
    if line is not None:
        line.project = project
        remove_line(line=line, by=request.actor, at=timezone.now())
    return redirect("financing", public_id)


@page
@require_safe
def export(request: Request, public_id: UUID) -> HttpResponse:
    project = project_inside(request, public_id)
    lines = project.lines.select_related("member").order_by("-side", "year", "pk")
    answer = HttpResponse(written(lines), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="plan-de-financement.xlsx"'
    return answer


@page
@receives(megabytes=2)
@require_http_methods(GET_OR_POST)
def read_spreadsheet(request: Request, public_id: UUID) -> HttpResponse:
    project = project_to_write(request, public_id)
    form = SpreadsheetForm(typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            lines = read(form.cleaned_data["file"], list(_members(project)))
            import_lines(project=project, lines=lines, by=request.actor, at=timezone.now())
        except (Refused, FileRefused) as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("Le plan est celui du tableur."))
            return redirect("financing", public_id)
    context = {"project": project, "form": form, "lines": project.lines.count()}
    status = 422 if form.is_bound else 200
    return render(request, "projects/import_lines.html", context, status=status)


def _about(request: Request, project: Project) -> dict[str, Any]:
    lines = list(project.lines.select_related("member").order_by("-side", "year", "pk"))
    found, version = plan_of(lines), version_for(project)
    return {
        "project": project,
        "lines": lines,
        "plan": plan_shown(found, room_in(found, version), version),
        "may_write": may_write(request, project, MONEY),
    }


def _members(project: Project) -> QuerySet[Member]:
    return project.members.filter(state__in=COUNTED).order_by("pk")


def _year(project: Project) -> int:
    return (project.starts_on or timezone.localdate()).year
