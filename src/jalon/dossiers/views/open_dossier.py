"""Opening a dossier: is this person already known? If not, who are they?"""

from dataclasses import astuple
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalon.dossiers import operations
from jalon.dossiers.forms.open_dossier import FIRST_STEP, SECOND_STEP, OpenDossierForm
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries import readable
from jalon.dossiers.queries.namesakes import have_a_dossier_elsewhere, is_same_person, namesakes
from jalon.dossiers.rules import OPEN_DOSSIER
from jalon.dossiers.views import portrait
from jalon.dossiers.views.caseload import birth_parts
from jalon.journal.models import Channel
from jalon.journal.readings import record_listing
from jalon.kernel.errors import Refused
from jalon.people.queries import Keys, recognised
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request
from jalon.vigilance.counting import question, spend


@page
@require_http_methods(GET_OR_POST)
def open_dossier(request: Request) -> HttpResponse:
    OPEN_DOSSIER.require(request.actor, None)
    form = OpenDossierForm(typed(request))
    is_last = request.POST.get("step") == "open"
    if not form.is_valid():
        return _answer(request, form, step=2 if is_last else 1)
    if form.keys != Keys():
        asked = question(*astuple(form.keys), *astuple(form.identity))
        spend(request.actor, [asked], opens=False, at=timezone.now())
    known, is_elsewhere = _already_known(request, form)
    stopped = is_elsewhere or (known and not form.cleaned_data["is_someone_else"])
    if is_last and not stopped and (dossier := _open(request, form)):
        return redirect("dossier_page", public_id=dossier.public_id)
    return _answer(request, form, step=2, known=known, is_elsewhere=is_elsewhere)


def _open(request: Request, form: OpenDossierForm) -> Dossier | None:
    """The new dossier; None when it was refused, and the form says why."""
    try:
        return operations.open_newcomer_dossier(
            public_id=form.cleaned_data["token"],
            identity=form.identity,
            keys=form.keys,
            by=request.actor,
            at=timezone.now(),
        )
    except Refused as refusal:
        if isinstance(refusal, operations.NumbersDisagree):
            operations.refuse_numbers(by=request.actor, at=timezone.now())
        form.add_error(None, str(refusal))
        return None


def _already_known(request: Request, form: OpenDossierForm) -> tuple[list[Dossier], bool]:
    """The dossiers the reader may see that look the same; whether one they may not see exists.

    Only an exact key, with the name and the birth date that go with it, may tell that a dossier
    exists elsewhere, and it tells nothing more. A number alone tells that it is somebody's, once
    the form is sent: each question counts in the budget, each refusal is on record (`_open`).
    """
    may_read = readable(request.actor)
    people = recognised(request.actor, form.keys)
    theirs = may_read.filter(person__in=people).select_related("person")
    alike = [*theirs, *namesakes(request.actor, form.identity)]
    known = {one.pk: one for one in alike if one.person.public_id != form.cleaned_data["token"]}
    record_listing(known, by=request.actor, at=timezone.now(), channel=Channel.SEARCH)
    same = [person for person in people if is_same_person(person, form.identity)]
    return list(known.values()), have_a_dossier_elsewhere(request.actor, same)


def _answer(
    request: Request,
    form: OpenDossierForm,
    *,
    step: int,
    known: list[Dossier] | None = None,
    is_elsewhere: bool = False,
    status: int | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "step": step,
        "first_step": FIRST_STEP,
        "second_step": SECOND_STEP,
        "known": [_said(dossier) for dossier in known or []],
        "is_elsewhere": is_elsewhere,
    }
    status = status or (422 if form.errors else 200)
    return render(request, "dossiers/open_dossier.html", context, status=status)


def _said(dossier: Dossier) -> dict[str, Any]:
    born = birth_parts(dossier.person)
    return {"dossier": dossier, "name": dossier.person.name, "born": portrait.birth(born)}
