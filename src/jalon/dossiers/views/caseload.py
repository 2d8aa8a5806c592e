"""The page "Mes dossiers", its list alone for the search as one types, and its rows for what is live."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.dossiers.forms.caseload import CHOSEN_IN_LISTS, CaseloadForm
from jalon.dossiers.models import Dossier, TeamRole
from jalon.dossiers.queries import caseload
from jalon.dossiers.rules import OPEN_DOSSIER
from jalon.dossiers.views import portrait
from jalon.ui.access import page
from jalon.ui.request import Request

MOST_ROWS: Final = 50  # rows asked again at once


@page
@require_safe
def dossier_list(request: Request) -> HttpResponse:
    counts = caseload.counts(request.actor)
    communes = None if request.htmx else caseload.communes(request.actor)
    form = CaseloadForm(request.GET, communes=communes)
    is_large = counts.total > caseload.MANY
    found = caseload.page(
        request.actor, form.filters, sort=form.sort, after=form.after, is_large=is_large
    )
    context = {
        "form": form,
        "lists": CHOSEN_IN_LISTS,
        "counts": counts,
        "matching": caseload.matching(request.actor, form.filters, is_large=is_large),
        "lines": [line(request, dossier) for dossier in found.items],
        "next_url": address(form, apres=found.after) if found.after else "",
        "columns": columns(form),
        "tabs": tabs(form, counts),
        "is_narrowed": bool(form.said.keys() - {"tri"}),
        "unfolded": any(name in form.said for name in CHOSEN_IN_LISTS),
        "can_open": OPEN_DOSSIER.allows(request.actor, None),
        "many": caseload.MANY,
        "rendered": timezone.now(),
    }
    template = "caseload_list" if request.htmx else "caseload"
    response = render(request, f"dossiers/{template}.html", context)
    if request.htmx and not form.after:
        response["HX-Replace-Url"] = request.path + address(form)
    return response


@page
@require_safe
def dossier_rows(request: Request) -> HttpResponse:
    """Some rows as they stand now (`d`, repeated); a row that may no longer be read is absent."""
    asked = [public_id for text in request.GET.getlist("d") if (public_id := _uuid(text))]
    rows = caseload.rows(request.actor, asked[:MOST_ROWS])
    lines = [line(request, dossier) for dossier in rows]
    return render(request, "dossiers/caseload_rows.html", {"lines": lines})


def line(request: Request, dossier: Any) -> dict[str, Any]:
    """What one row says."""
    born = {f"birth_{part}": getattr(dossier.person, f"birth_{part}") for part in ("year", "month", "day")}
    return {
        "dossier": dossier,
        "name": f"{dossier.person.family_name} {dossier.person.first_names}",
        "age": portrait.age(born, request.actor.today),
        "born": portrait.birth(born),
        "referent": referent(request, dossier),
        "role": role(dossier),
    }


def referent(request: Request, dossier: Dossier) -> str:
    seat = dossier.referent
    if seat.affiliation_id == request.actor.affiliation_id:
        return _("vous")
    if seat.affiliation is None:
        return _("%(organisation)s, à nommer") % {"organisation": seat.organisation}
    return f"{seat.affiliation.user.name}, {seat.organisation}"


def role(dossier: Any) -> str:
    if dossier.my_role:
        return str(TeamRole(dossier.my_role).label)
    return _("place à pourvoir") if dossier.empty_seat else ""


def columns(form: CaseloadForm) -> list[Any]:
    """The titles of the table; those by which it can be sorted carry their address."""

    def sortable(label: str, sort: str, sense: str) -> tuple[str, str, str]:
        return label, address(form, tri=sort), sense if form.sort == sort else ""

    return [
        sortable(_("Personne"), "name", "ascending"),
        _("Commune"),
        _("Référent ou référente"),
        _("Mon rôle"),
        _("Freins"),
        sortable(_("Dernier contact"), "contact", "ascending"),
        sortable(_("Dernier changement"), "change", "descending"),
        sortable(_("Ouvert"), "opened", "descending"),
    ]


def tabs(form: CaseloadForm, counts: caseload.Counts) -> list[dict[str, Any]]:
    """The views of the caseload asked for most, each with its number."""
    marks = [
        ("modifies", _("Modifiés depuis ma dernière visite"), counts.changed),
        ("sans_nouvelles", _("Sans nouvelles depuis 60 jours"), counts.without_news),
        ("a_pourvoir", _("Places à pourvoir"), counts.empty_seats),
    ]
    return [
        {
            "label": label,
            "number": number,
            "is_on": name in form.said,
            "url": address(form, **{name: "" if name in form.said else "1"}),
        }
        for name, label, number in marks
        if number or name in form.said or (number is None and name != "a_pourvoir")
    ]


def address(form: CaseloadForm, **changes: str) -> str:
    """The address of the list as it is, with some words changed (removed when empty)."""
    words = {name: text for name, text in {**form.said, **changes}.items() if text}
    return f"?{urlencode(words)}" if words else "?"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
