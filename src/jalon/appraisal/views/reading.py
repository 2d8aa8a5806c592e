"""A reading: entrusted by the officer, declared, marked and given by the reader, reopened."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.appraisal.forms.reading import InterestsForm, MarksForm, ReaderForm, ReopenForm
from jalon.appraisal.models import Mark, Review
from jalon.appraisal.operations import (
    assign_review,
    declare_interests,
    give_review,
    reopen_review,
    replace_review,
    write_marks,
)
from jalon.appraisal.queries.copies import copy_for
from jalon.appraisal.queries.readers import readers_for
from jalon.appraisal.states import ReviewState
from jalon.appraisal.turns import last_round
from jalon.appraisal.views.copied import shown
from jalon.appraisal.views.loading import project_or_404, review_of_a_project, review_or_404
from jalon.calls.content import grid
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import typed
from jalon.ui.request import Request


@page
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: Request, public_id: UUID) -> HttpResponse:
    project = project_or_404(request, public_id)
    readers = readers_for(project, request.actor.today)
    form = ReaderForm(typed(request), readers=readers)
    if request.method == "POST" and form.is_valid():
        try:
            assign_review(
                project=project, reviewer=form.chosen, due_on=form.cleaned_data["due_on"],
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("La lecture est confiée : la personne est prévenue."))
            return redirect("appraisal", public_id)
    context = {"project": project, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "appraisal/assign_review.html", context, status=status)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def review_page(request: Request, public_id: UUID) -> HttpResponse:
    """The project and the grid side by side; what is typed is kept, and one's own until given."""
    review = review_or_404(request, public_id)
    if review.state == ReviewState.ASSIGNED:
        return redirect("declare_interests", public_id)
    copy = copy_for(review)
    if copy is None:
        raise Http404
    lines, marks = grid(review.version.grid), _marks(review)
    form = MarksForm(typed(request), lines=lines, marks=marks)
    if request.method == "POST" and form.is_valid() and _write(request, review, form):
        return redirect("review", public_id)
    context = {
        "review": review, "form": form, **shown(copy, review.version),
        "is_given": review.state == ReviewState.GIVEN,
        "marks": [(one, marks.get(one.code)) for one in lines],
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "appraisal/review.html", context, status=status)


def _marks(review: Review) -> dict[str, Mark]:
    return {one.criterion: one for one in last_round(review).marks.all()}


def _write(request: Request, review: Review, form: Any) -> bool:
    """Whether it is kept, and given when that was asked; else the refusal is on the form."""
    now, is_given = timezone.now(), "rendre" in request.POST
    try:
        write_marks(review=review, marks=form.marks, by=request.actor, at=now)
        if is_given:
            give_review(review=review, by=request.actor, at=now)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    said = _("Votre avis est rendu.") if is_given else _("C’est enregistré, pour vous seul.")
    messages.success(request, said)
    return True


@page
@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: Request, public_id: UUID) -> HttpResponse:
    """Before the first reading: who is in the project, and whether one has a link with them."""
    review = review_or_404(request, public_id)
    if review.state != ReviewState.ASSIGNED:
        return redirect("review", public_id)
    copy = copy_for(review)
    if copy is None:
        raise Http404
    form = InterestsForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            done = declare_interests(
                review=review, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            if done.state == ReviewState.RECUSED:
                messages.success(request, _("Merci : quelqu’un d’autre lira ce projet."))
                return redirect("appraisal_desk")
            return redirect("review", public_id)
    context = {"review": review, "content": copy.content, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "appraisal/declare_interests.html", context, status=status)


@page
@require_POST
def replace(request: Request, public_id: UUID) -> HttpResponse:
    review = review_of_a_project(request, public_id)
    replace_review(review=review, by=request.actor, at=timezone.now())
    messages.success(request, _("La lecture est reprise : confiez-la à quelqu’un d’autre."))
    return redirect("assign_review", review.project.public_id)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: Request, public_id: UUID) -> HttpResponse:
    review = review_of_a_project(request, public_id)
    form = ReopenForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            reopen_review(review=review, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("L’avis est rouvert : la personne est prévenue."))
            return redirect("appraisal", review.project.public_id)
    context = {"review": review, "project": review.project, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "appraisal/reopen_review.html", context, status=status)
