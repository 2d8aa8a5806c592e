"""The number that opens her space, handed to the person by her référent, on a letter."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import CannotHaveCode, Handed, hand_space_code
from jalon.dossiers.queries.spaces_opened import TooManySpaces
from jalon.dossiers.rules import HAND_SPACE_CODE
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.dossiers.views.proving import PROVE_FIRST, where_to_prove
from jalon.parameters.queries import integer
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import Request


@page
@never_cache
@require_http_methods(GET_OR_POST)
def space_code(request: Request, public_id: UUID) -> HttpResponse:
    """Ask for it, having met her and signed in just now; it is shown once, to be printed."""
    dossier = dossier_or_404(request, public_id)
    HAND_SPACE_CODE.require(request.actor, dossier)
    handed, problem, again = None, "", where_to_prove(request)
    if request.method == "POST":
        handed, problem = _hand(request, dossier, again)
    read = read_or_404(request, public_id, ["header"])
    context = {
        "name": read["person"]["name"],
        "dossier_id": public_id,
        "handed": handed,
        "number": f"{handed.number[:5]}-{handed.number[5:]}" if handed else "",
        "again": again,
        "days": integer("space.code_days", on=request.actor.today),
        "door": request.build_absolute_uri("/connexion/premiere-fois"),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "dossiers/space_code.html", context, status=status)


def _hand(request: Request, dossier: Dossier, again: str) -> tuple[Handed | None, str]:
    if again:
        return None, str(PROVE_FIRST)
    if "met" not in request.POST:
        return None, _("Cochez que vous avez vu sa pièce d’identité, en sa présence.")
    try:
        return hand_space_code(dossier=dossier, by=request.actor, at=timezone.now()), ""
    except (CannotHaveCode, TooManySpaces) as refusal:
        return None, str(refusal)
