"""The officer and one project: what was received, whether it is admissible, what is to correct."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.appraisal.forms.judging import AdmissibilityForm, CorrectionForm, RemarkForm
from jalon.appraisal.models import Appraisal
from jalon.appraisal.operations import ask_correction, declare_admissibility, write_remark
from jalon.appraisal.queries.deciding import file_of
from jalon.appraisal.queries.reviews import readings_of
from jalon.appraisal.rules import DECIDE_PROJECT
from jalon.appraisal.states import AppraisalState
from jalon.appraisal.views.loading import last_filing, project_or_404
from jalon.calls.eligibility.criteria import Verdict
from jalon.calls.states import CallState
from jalon.kernel.errors import Refused
from jalon.projects.models import Project
from jalon.projects.queries.parts import parts
from jalon.projects.states import ProjectState
from jalon.projects.views.differences import changes_of
from jalon.projects.views.filed import said_of
from jalon.ui.access import page
from jalon.ui.asked import typed
from jalon.ui.request import Request


@page
@require_safe
def appraisal_page(request: Request, public_id: UUID) -> HttpResponse:
    """All that the State knows and does about one project."""
    project, actor = project_or_404(request, public_id), request.actor
    filing = last_filing(project)
    appraisal = Appraisal.objects.filter(project=project).first()
    appraisal = appraisal or Appraisal(project=project)
    decision = project.decisions.filter(replaced_at=None).select_related("decided_by__user").first()
    is_live = project.call.state == CallState.CLOSED and project.state == ProjectState.FILED
    is_announced = appraisal.state == AppraisalState.ANNOUNCED
    context = {
        "project": project, "filing": filing, "appraisal": appraisal,
        "is_admissible": appraisal.state == AppraisalState.ADMISSIBLE,
        "may_act": is_live and not is_announced,
        "may_decide": DECIDE_PROJECT.allows(actor, project) and is_live and not is_announced,
        "filings": project.filings.order_by("number"),
        "doubts": [one for one in said_of(filing) if one[1] != Verdict.MET],
        "corrections": _corrections(project),
        "readings": readings_of(project, filing.version, actor),
        "opinions": project.opinions.select_related(
            "organisation", "answered_by__user", "replaces__organisation"
        ).order_by("pk"),
        "remarks": project.remarks.select_related("written_by__user").order_by("pk"),
        "form": RemarkForm(), "decision": decision, "today": timezone.localdate(),
        "has_letter_file": file_of(project) is not None,
    }  # fmt: skip
    return render(request, "appraisal/appraisal.html", context)


def _corrections(project: Project) -> list[dict[str, Any]]:
    """Each with what was asked, by name, and what its filing changed."""
    names = parts(last_filing(project).version)
    found = project.corrections.select_related("filing__version").order_by("-pk")
    return [
        {
            "one": one,
            "is_over": one.filing is None and one.until <= timezone.now(),
            "wanted": [(names.get(code, code), asked) for code, asked in one.wanted.items()],
            "changes": changes_of(one.filing, one.wanted) if one.filing else [],
        }
        for one in found
    ]


@page
@require_http_methods(["GET", "HEAD", "POST"])
def admissibility(request: Request, public_id: UUID) -> HttpResponse:
    project = project_or_404(request, public_id)
    form = AdmissibilityForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            declare_admissibility(
                project=project, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("C’est noté. Le candidat ne le sait pas encore."))
            return redirect("appraisal", public_id)
    filing = last_filing(project)
    doubts = [one for one in said_of(filing) if one[1] != Verdict.MET]
    context = {"project": project, "filing": filing, "form": form, "doubts": doubts}
    status = 422 if form.is_bound else 200
    return render(request, "appraisal/declare_admissibility.html", context, status=status)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: Request, public_id: UUID) -> HttpResponse:
    project = project_or_404(request, public_id)
    form = CorrectionForm(typed(request), parts=parts(last_filing(project).version))
    if request.method == "POST" and form.is_valid():
        try:
            ask_correction(
                project=project, wanted=form.wanted, until=form.cleaned_data["until"],
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("La correction est demandée : le porteur est prévenu."))
            return redirect("appraisal", public_id)
    context = {"project": project, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "appraisal/ask_correction.html", context, status=status)


@page
@require_POST
def remark(request: Request, public_id: UUID) -> HttpResponse:
    project = project_or_404(request, public_id)
    form = RemarkForm(request.POST)
    if form.is_valid():
        write_remark(project=project, **form.cleaned_data, by=request.actor, at=timezone.now())
    else:
        messages.error(request, " ".join(map(str, form["body"].errors)))
    return redirect("appraisal", public_id)
