"""The consortium: who is invited, answers, writes its part, is replaced."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.kernel.errors import Refused
from jalon.projects.forms.members import AnswerForm, InviteForm, PartForm, ReplaceForm
from jalon.projects.models import Member
from jalon.projects.operations import (
    answer_project_invitation,
    invite_project_member,
    replace_member,
    write_part,
)
from jalon.projects.rules import (
    ANSWER_PROJECT_INVITATION,
    INVITE_PROJECT_MEMBER,
    REPLACE_MEMBER,
    WRITE_PART,
)
from jalon.projects.turns import MovedMeanwhile
from jalon.projects.views.loading import member_or_404, project_inside, sent_again
from jalon.projects.views.shown import both
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def invite(request: Request, public_id: UUID) -> HttpResponse:
    project = project_inside(request, public_id)
    INVITE_PROJECT_MEMBER.require(request.actor, project)
    form = InviteForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            member = invite_project_member(
                project=project, body=form.body, circle=form.cleaned_data["circle"],
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("« %(name)s » est ajouté.") % {"name": member.name})
            return _back(project.public_id)
    context = {"project": project, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "projects/invite_project_member.html", context, status=status)


@page
@require_http_methods(GET_OR_POST)
def part(request: Request, public_id: UUID, member_id: UUID) -> HttpResponse:
    member = member_or_404(request, public_id, member_id)
    WRITE_PART.require(request.actor, member)
    form = PartForm(typed(request), member=member)
    meanwhile: list[tuple[str, str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["revision"]
            write_part(
                member=member, changes=form.changes, seen=seen, by=request.actor,
                at=timezone.now(),
            )  # fmt: skip
        except MovedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            meanwhile = _both(request, form, refusal.standing)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("La partie est enregistrée."))
            return _back(public_id)
    context = {"project": member.project, "member": member, "form": form, "meanwhile": meanwhile}
    status = 422 if form.is_bound else 200
    return render(request, "projects/write_part.html", context, status=status)


def _both(request: Request, form: PartForm, now: Member) -> list[tuple[str, str, str]]:
    form.data = sent_again(request, now.revision)
    said = [
        (str(form.fields[name].label), getattr(now, name), value)
        for name, value in form.changes.items()
    ]
    return both(said)


@page
@require_http_methods(GET_OR_POST)
def answer(request: Request, public_id: UUID, member_id: UUID) -> HttpResponse:
    member = member_or_404(request, public_id, member_id)
    ANSWER_PROJECT_INVITATION.require(request.actor, member)
    form = AnswerForm(typed(request))
    if request.method == "POST" and form.is_valid():
        accepts = form.cleaned_data["answer"] == "yes"
        try:
            answer_project_invitation(
                member=member, accepts=accepts, reason=form.cleaned_data["reason"],
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Votre réponse est enregistrée."))
            return _back(public_id) if accepts else redirect("projects")
    context = {"project": member.project, "member": member, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "projects/answer_project_invitation.html", context, status=status)


@page
@require_http_methods(GET_OR_POST)
def replace(request: Request, public_id: UUID, member_id: UUID) -> HttpResponse:
    member = member_or_404(request, public_id, member_id)
    REPLACE_MEMBER.require(request.actor, member.project)
    form = ReplaceForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            replace_member(
                member=member, successor=form.successor, by=request.actor, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("« %(name)s » quitte le projet.") % {"name": member.name})
            return _back(public_id)
    context = {"project": member.project, "member": member, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "projects/replace_member.html", context, status=status)


def _back(public_id: UUID) -> HttpResponse:
    return redirect(f"{reverse('project', args=[public_id])}#membres")
