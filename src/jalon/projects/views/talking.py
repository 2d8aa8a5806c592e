"""Comments of the consortium, and the documents that the call asks for."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.calls.content import documents
from jalon.kernel.errors import Refused
from jalon.projects.forms.writing import CommentForm, PaperForm
from jalon.projects.models import Project
from jalon.projects.operations import comment_field, join_paper, settle_comment
from jalon.projects.queries.parts import parts
from jalon.projects.rules import COMMENT_FIELD
from jalon.projects.views.loading import (
    project_inside,
    project_or_404,
    project_to_write,
    version_for,
)
from jalon.ui.access import page, receives
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.documents import PDF, attachment
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def comment(request: Request, public_id: UUID, section: str) -> HttpResponse:
    """What was said about one field, and one thing more."""
    project = project_inside(request, public_id)
    label = _field(project, section)
    form = CommentForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            comment_field(
                project=project, field=section, body=form.cleaned_data["body"],
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("comment_field", public_id, section)
    said = project.comments.filter(field=section).select_related("author__user", "organisation")
    context = {"project": project, "label": label, "comments": said.order_by("pk"), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "projects/comment_field.html", context, status=status)


@page
@require_POST
def settle(request: Request, public_id: UUID, comment_id: UUID) -> HttpResponse:
    project = project_inside(request, public_id)
    found = get_object_or_404(project.comments, public_id=comment_id)
    found.project = project
    settle_comment(comment=found, by=request.actor, at=timezone.now())
    return redirect("comment_field", public_id, found.field)


@page
@receives(megabytes=6)
@require_http_methods(GET_OR_POST)
def paper(request: Request, public_id: UUID, section: str) -> HttpResponse:
    project = project_to_write(request, public_id)
    known = {one.code: one for one in documents(version_for(project).documents)}
    if section not in known:
        raise Http404
    form = PaperForm(typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            join_paper(
                project=project, document=section, name=file.name, content=file.read(),
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("La pièce est jointe."))
            return redirect(f"{reverse('project', args=[public_id])}#pieces")
    context = {"project": project, "document": known[section], "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "projects/join_paper.html", context, status=status)


@page
@require_safe
def read_paper(request: Request, public_id: UUID, section: str) -> HttpResponse:
    """The file, as an attachment: nothing of it is shown inside the site."""
    project = project_or_404(request, public_id)
    known = project.papers.filter(document=section)
    if COMMENT_FIELD.allows(request.actor, project):
        found = get_object_or_404(known, replaced_at=None)
    else:  # the State reads what was filed, whatever is being corrected
        found = get_object_or_404(known, digest__in=_filed_papers(project))
    return attachment(bytes(found.content), PDF, f"{section}.pdf")


def _filed_papers(project: Project) -> list[str]:
    """The fingerprints of the documents of the last filing."""
    last = project.filings.order_by("-number").first()
    return [one["digest"] for one in last.content["papers"]] if last else []


def _field(project: Project, field: str) -> str:
    """The name of what is commented; 404 for what the page does not have."""
    known = parts(version_for(project))
    if field not in known:
        raise Http404
    return known[field]
