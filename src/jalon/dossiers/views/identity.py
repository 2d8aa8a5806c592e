"""The référent meets the person with her papers, and opens to her the space of her own dossier."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import confirm_identity
from jalon.dossiers.rules import CONFIRM_IDENTITY
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.dossiers.views.proving import PROVE_FIRST, where_to_prove
from jalon.kernel.errors import Refused
from jalon.people.models import IdentityCheck, Sex
from jalon.people.queries import Pivot, certified, compared, waiting
from jalon.territories.countries import ISO_OF
from jalon.territories.models import Territory
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import Request

LABELS = {
    "birth_name": gettext_lazy("Nom de naissance"),
    "first_names": gettext_lazy("Prénoms"),
    "sex": gettext_lazy("Sexe"),
    "birth_date": gettext_lazy("Date de naissance"),
    "birth_place": gettext_lazy("Lieu de naissance"),
}


@page
@require_http_methods(GET_OR_POST)
def confirm(request: Request, public_id: UUID) -> HttpResponse:
    """Signed in just now: type the number that the person shows, compare, confirm."""
    dossier = dossier_or_404(request, public_id)
    CONFIRM_IDENTITY.require(request.actor, dossier)
    again = where_to_prove(request)
    number = request.POST.get("number", "")
    check = waiting(number, at=timezone.now()) if number else None
    problem = ""
    if number and again:
        problem, check = str(PROVE_FIRST), None
    elif check and "confirm" in request.POST:
        problem = _confirmed(request, dossier, check)
        if not problem:
            return redirect("dossier_page", public_id)
    elif number and check is None:
        problem = _("Aucune identité n’attend sous ce numéro. Vérifiez-le avec la personne.")
    read = read_or_404(request, public_id, ["header"])
    context = {"name": read["person"]["name"], "dossier_id": public_id, "number": number}
    context |= {"problem": problem, "lines": _lines(dossier, check) if check else []}
    context |= {"again": again}
    status = 422 if problem else 200
    return render(request, "dossiers/confirm_identity.html", context, status=status)


def _confirmed(request: Request, dossier: Dossier, check: IdentityCheck) -> str:
    """What prevents it, or nothing."""
    if "met" not in request.POST:
        return _("Cochez que vous avez vu sa pièce d’identité, en sa présence.")
    try:
        confirm_identity(dossier=dossier, check=check, by=request.actor, at=timezone.now())
    except Refused as refusal:
        return str(refusal)
    messages.success(request, _("Son espace est ouvert : elle y entre avec FranceConnect."))
    return ""


def _lines(dossier: Dossier, check: IdentityCheck) -> list[dict[str, Any]]:
    person, pivot = dossier.person, certified(check)
    year, month, day = pivot.birth_date.split("-")
    ours = (person.birth_day, person.birth_month, person.birth_year)
    shown = {
        "birth_name": (pivot.birth_name, person.birth_name),
        "first_names": (pivot.first_names, person.first_names),
        "sex": (Sex(pivot.sex).label, person.get_sex_display()),
        "birth_date": (
            f"{day}/{month}/{year}",
            "/".join(f"{part:02}" if part else "?" for part in ours),
        ),
        "birth_place": (_place(pivot), _written(person.birth_place, person.birth_country)),
    }
    return [
        {"label": LABELS[field], "certified": shown[field][0], "kept": shown[field][1]}
        | {"agreement": agreement.value}
        for field, agreement in compared(person, pivot).items()
    ]


def _written(place: str, country: str) -> str:
    return f"{place} ({country})" if place and country else place or country


def _place(pivot: Pivot) -> str:
    """The commune, or the country, of an official code; the code itself when it is not known."""
    bears = Q(code=pivot.birth_place) | Q(other_codes__contains=[pivot.birth_place])
    commune = Territory.objects.communes().filter(bears).order_by("code").first()
    code = pivot.birth_place or ISO_OF.get(pivot.birth_country) or pivot.birth_country
    return f"{commune} ({code})" if commune and pivot.birth_place else code
