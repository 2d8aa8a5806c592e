"""Opening a dossier: is this person already known? If not, who are they?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalon.dossiers import operations
from jalon.dossiers.forms.open_dossier import FIRST_STEP, SECOND_STEP, OpenDossierForm
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries import readable
from jalon.dossiers.queries.namesakes import namesakes
from jalon.dossiers.rules import OPEN_DOSSIER
from jalon.dossiers.views import portrait
from jalon.dossiers.views.caseload import birth_parts
from jalon.kernel.errors import Refused
from jalon.people.queries import recognised
from jalon.ui.access import page
from jalon.ui.request import Request


@page
@require_http_methods(["GET", "HEAD", "POST"])
def open_dossier(request: Request) -> HttpResponse:
    OPEN_DOSSIER.require(request.actor, None)
    form = OpenDossierForm(request.POST or None)
    if not form.is_valid():
        return _answer(request, form, step=1 if request.POST.get("step") != "open" else 2)
    known, is_elsewhere = _already_known(request, form)
    stopped = is_elsewhere or (known and not form.cleaned_data["is_someone_else"])
    if request.POST.get("step") == "open" and not stopped:
        try:
            dossier = operations.open_newcomer_dossier(
                public_id=form.cleaned_data["token"],
                identity=form.identity,
                keys=form.keys,
                by=request.actor,
                at=timezone.now(),
            )
            return redirect("dossier_page", public_id=dossier.public_id)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _answer(request, form, step=2, known=known, is_elsewhere=is_elsewhere)


def _already_known(request: Request, form: OpenDossierForm) -> tuple[list[Dossier], bool]:
    """The dossiers the reader may see that look the same; whether one they may not see exists.

    Only an exact key may tell that a dossier exists elsewhere, and it tells nothing more.
    """
    may_read = readable(request.actor)
    people = recognised(request.actor, form.keys)
    theirs = may_read.filter(person__in=people).select_related("person")
    alike = [*theirs, *namesakes(request.actor, form.identity)]
    known = {one.pk: one for one in alike if one.person.public_id != form.cleaned_data["token"]}
    elsewhere = Dossier.objects.filter(person__in=people, closed_at=None).exclude(
        pk__in=may_read.values("pk")
    )
    return list(known.values()), elsewhere.exists()


def _answer(
    request: Request,
    form: OpenDossierForm,
    *,
    step: int,
    known: list[Dossier] | None = None,
    is_elsewhere: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "step": step,
        "first_step": FIRST_STEP,
        "second_step": SECOND_STEP,
        "known": [_said(dossier) for dossier in known or []],
        "is_elsewhere": is_elsewhere,
    }
    status = 422 if form.errors else 200
    return render(request, "dossiers/open_dossier.html", context, status=status)


def _said(dossier: Dossier) -> dict[str, Any]:
    born = birth_parts(dossier.person)
    return {"dossier": dossier, "name": dossier.person.name, "born": portrait.birth(born)}
