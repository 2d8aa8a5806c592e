"""The number that opens her space, handed to the person by her référent, on a letter."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jalon.dossiers.operations import hand_space_code
from jalon.dossiers.rules import HAND_SPACE_CODE
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer
from jalon.ui.access import page
from jalon.ui.request import Request


@page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def space_code(request: Request, public_id: UUID) -> HttpResponse:
    """Ask for it, having met her; it is shown once, to be printed."""
    dossier = dossier_or_404(request, public_id)
    HAND_SPACE_CODE.require(request.actor, dossier)
    number, problem = "", ""
    if request.method == "POST" and "met" not in request.POST:
        problem = _("Cochez que vous avez vu sa pièce d’identité, en sa présence.")
    elif request.method == "POST":
        try:
            number = hand_space_code(dossier=dossier, by=request.actor, at=timezone.now())
        except Refused as refusal:
            problem = str(refusal)
    read = read_or_404(request, public_id, ["header"])
    context = {
        "name": read["person"]["name"],
        "dossier_id": public_id,
        "number": f"{number[:5]}-{number[5:]}" if number else "",
        "days": integer("space.code_days", on=request.actor.today),
        "door": request.build_absolute_uri("/connexion/premiere-fois"),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "dossiers/space_code.html", context, status=status)
