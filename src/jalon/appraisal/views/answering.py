"""Opinions: asked by the officer, asked of somebody else, answered by the body."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.appraisal.forms.reading import AnswerForm, OpinionForm
from jalon.appraisal.models import Opinion
from jalon.appraisal.operations import answer_opinion, ask_opinion
from jalon.appraisal.queries.copies import copy_for
from jalon.appraisal.queries.readers import bodies_for
from jalon.appraisal.states import OpinionState
from jalon.appraisal.views.copied import shown
from jalon.appraisal.views.loading import opinion_or_404, project_or_404
from jalon.calls.models import Call
from jalon.calls.queries.readable import binding
from jalon.kernel.errors import Refused
from jalon.projects.models import Project
from jalon.ui.access import page
from jalon.ui.asked import typed
from jalon.ui.request import Request


@page
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, public_id: UUID) -> HttpResponse:
    return _ask(request, project_or_404(request, public_id), None)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: Request, public_id: UUID, opinion_id: UUID) -> HttpResponse:
    """Ask somebody else, in place of a body that has not answered."""
    project = project_or_404(request, public_id)
    found = project.opinions.select_related("organisation").filter(state=OpinionState.ASKED)
    return _ask(request, project, get_object_or_404(found, public_id=opinion_id))


def _ask(request: Request, project: Project, replaces: Opinion | None) -> HttpResponse:
    form = OpinionForm(typed(request), bodies=bodies_for(project))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            ask_opinion(
                project=project, organisation=form.chosen, due_on=said["due_on"],
                question=said["question"], replaces=replaces, by=request.actor,
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("L’avis est demandé : l’organisme est prévenu."))
            return redirect("appraisal", project.public_id)
    context = {"project": project, "form": form, "replaces": replaces}
    status = 422 if form.is_bound else 200
    return render(request, "appraisal/ask_opinion.html", context, status=status)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def opinion_page(request: Request, public_id: UUID) -> HttpResponse:
    """The project as it may be read, and the answer, given once."""
    opinion = opinion_or_404(request, public_id)
    copy = copy_for(opinion)
    if copy is None:
        raise Http404
    form = AnswerForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            answer_opinion(
                opinion=opinion, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("L’avis de votre organisme est rendu."))
            return redirect("opinion", public_id)
    version = binding(Call.objects.get(public_id=copy.content["call"]))
    if version is None:
        raise Http404
    context = {"opinion": opinion, "form": form, "call": version.call, **shown(copy, version)}
    status = 422 if form.is_bound else 200
    return render(request, "appraisal/opinion.html", context, status=status)
