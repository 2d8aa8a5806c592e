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
from jalon.kernel.errors import Refused
from jalon.people.queries import recognised
from jalon.ui.access import page
from jalon.ui.request import Request
from jalon.dossiers.views import portrait


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
