"""A filed project that the State asked to correct: these parts alone, then filed anew."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.kernel.errors import Refused
from jalon.projects.models import Correction, Project
from jalon.projects.operations import file_project
from jalon.projects.queries.content import content_of
from jalon.projects.queries.corrections import open_correction
from jalon.projects.queries.parts import FRAME, MONEY, PERIMETER, STRATEGY, corrected
from jalon.projects.rules import FILE_PROJECT
from jalon.projects.states import ProjectState
from jalon.projects.views.differences import Difference, differences
from jalon.projects.views.loading import project_inside, version_for
from jalon.ui.access import page
from jalon.ui.request import Request

# Where a part is written; the others are on the page of the project itself.
FORMS: Final = {
    FRAME: "revise_project", PERIMETER: "project_perimeter", STRATEGY: "link_strategy",
    MONEY: "financing",
}  # fmt: skip


@page
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, public_id: UUID) -> HttpResponse:
    """What is asked, what was filed and what is written now; the carrier files the correction."""
    project, now = project_inside(request, public_id), timezone.now()
    correction = open_correction(project, now)
    if correction is None or project.state != ProjectState.FILED:
        raise Http404
    files, refusal = FILE_PROJECT.allows(request.actor, project), ""
    if request.method == "POST":
        FILE_PROJECT.require(request.actor, project)
        try:
            file_project(project=project, by=request.actor, at=now)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("La correction est déposée. Voici l’accusé de réception."))
            return redirect("project_receipt", public_id)
    context = {
        "project": project, "correction": correction, "files": files, "refusal": refusal,
        "rows": _rows(project, correction),
    }  # fmt: skip
    return render(request, "projects/correct_project.html", context, status=422 if refusal else 200)


def _rows(project: Project, correction: Correction) -> list[tuple[Difference, str, str]]:
    """Each part, what is asked of it, and where it is written."""
    filed = project.filings.order_by("-number")[0].content
    now = corrected(filed, content_of(project), correction.wanted)
    version = version_for(project)
    return [
        (one, correction.wanted[one.code], _address(project, one.code))
        for one in differences(filed, now, correction.wanted, version)
    ]


def _address(project: Project, code: str) -> str:
    if code in FORMS:
        return reverse(FORMS[code], args=[project.public_id])
    text = code.removeprefix("text-")
    if text != code:
        return reverse("write_text", args=[project.public_id, text])
    return f"{reverse('project', args=[project.public_id])}#{code}"
