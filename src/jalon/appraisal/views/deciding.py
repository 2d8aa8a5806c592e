"""What is decided, project by project; the announcement, once; what the candidate then reads."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.appraisal.forms.judging import DecisionForm, PlanForm
from jalon.appraisal.models import (
    Announcement,
    AnnouncementPlan,
    Decision,
    Outcome,
    ResultFile,
    ResultLetter,
)
from jalon.appraisal.operations import announce_results, decide_project, plan_announcement
from jalon.appraisal.queries.deciding import file_of, undecided
from jalon.appraisal.rules import (
    ANNOUNCE_RESULTS,
    DECIDE_PROJECT,
    PLAN_ANNOUNCEMENT,
    READ_RESULT_LETTER,
)
from jalon.appraisal.views.loading import call_or_404, last_filing, project_or_404
from jalon.calls.models import Call, CallVersion
from jalon.kernel.errors import Refused
from jalon.projects.queries.readable import of_one_s_body, readable
from jalon.ui.access import page
from jalon.ui.asked import typed
from jalon.ui.documents import PDF, attachment
from jalon.ui.request import Request


@page
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, public_id: UUID) -> HttpResponse:
    project = project_or_404(request, public_id)
    DECIDE_PROJECT.require(request.actor, project)
    former = project.decisions.filter(replaced_at=None).first()
    start = {name: getattr(former, name) for name in DecisionForm.base_fields} if former else {}
    form = DecisionForm(typed(request), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            decide_project(
                project=project, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("La décision est gardée : personne d’autre ne la lit."))
            return redirect("appraisal", public_id)
    version = last_filing(project).version
    context = {"project": project, "form": form, "version": version}
    status = 422 if form.is_bound else 200
    return render(request, "appraisal/decide_project.html", context, status=status)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: Request, public_id: UUID) -> HttpResponse:
    """What will be known, counted; then everybody is told at the same instant."""
    call, version = call_or_404(request, public_id)
    ANNOUNCE_RESULTS.require(request.actor, call)
    refusal = ""
    if request.method == "POST":
        try:
            announce_results(call=call, by=request.actor, at=timezone.now())
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Les résultats sont annoncés à tous les candidats."))
            return redirect("appraisal_table", public_id)
    context = {"call": call, "version": version, "refusal": refusal, **_foreseen(call, version)}
    return render(
        request, "appraisal/announce_results.html", context, status=422 if refusal else 200
    )


def _foreseen(call: Call, version: CallVersion) -> dict[str, Any]:
    """What announcing would make known."""
    standing = Decision.objects.filter(project__call=call, replaced_at=None)
    counts = {one.value: 0 for one in Outcome}
    granted = 0
    for outcome, cents in standing.values_list("outcome", "amount_cents"):
        counts[outcome] += 1
        granted += cents or 0
    return {
        "waiting": undecided(call),
        "counts": [(one.label, counts[one.value]) for one in Outcome],
        "granted": granted,
        "is_beyond": granted > (version.envelope_cents or 0),
        "announcement": Announcement.objects.filter(call=call).first(),
    }


@page
@require_safe
def result(request: Request, public_id: UUID) -> HttpResponse:
    """What was decided of one's own project, once it is announced; nothing is there before."""
    project = get_object_or_404(of_one_s_body(request.actor), public_id=public_id)
    known = Decision.objects.filter(project=project, announcement__isnull=False)
    decision = get_object_or_404(known.select_related("announcement"))
    letter = ResultLetter.objects.filter(project=project)
    has_letter = READ_RESULT_LETTER.allows(request.actor, project) and letter.exists()
    context = {
        "project": project, "decision": decision, "has_letter": has_letter,
        "file": file_of(project) if has_letter else None,
    }  # fmt: skip
    return render(request, "appraisal/result.html", context)


@page
@require_safe
def result_letter(request: Request, public_id: UUID) -> HttpResponse:
    """The letter as it was drawn after the announcement, for the carrier and for who sent it."""
    project = get_object_or_404(readable(request.actor), public_id=public_id)
    if not READ_RESULT_LETTER.allows(request.actor, project):
        raise Http404
    file = get_object_or_404(ResultFile, letter__project=project)
    return attachment(bytes(file.content), PDF, "resultat.pdf")


@page
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Request, public_id: UUID) -> HttpResponse:
    """Say to everybody on which day the results will be announced."""
    call, _version = call_or_404(request, public_id)
    PLAN_ANNOUNCEMENT.require(request.actor, call)
    known = AnnouncementPlan.objects.filter(call=call).first()
    form = PlanForm(typed(request), initial={"on": known.planned_on if known else None})
    if request.method == "POST" and form.is_valid():
        try:
            plan_announcement(
                call=call, on=form.cleaned_data["on"], by=request.actor, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("La date est dite sur la page publique de l’appel."))
            return redirect("appraisal_table", public_id)
    status = 422 if form.is_bound else 200
    context = {"call": call, "form": form}
    return render(request, "appraisal/plan_announcement.html", context, status=status)
