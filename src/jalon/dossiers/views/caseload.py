"""The page "Mes dossiers"; its list alone, as one types a name; its rows, when they change."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.dossiers.forms.caseload import CHOSEN_IN_LISTS, CaseloadForm
from jalon.dossiers.models import Dossier, TeamRole
from jalon.dossiers.queries import caseload
from jalon.dossiers.rules import OPEN_DOSSIER
from jalon.dossiers.views import portrait
from jalon.journal.models import Channel
from jalon.journal.readings import record_listing
from jalon.people.models import Person
from jalon.ui.access import page
from jalon.ui.asked import public_id
from jalon.ui.request import Request

MOST_ROWS: Final = 50  # rows asked again at once
SHOWN_IN_ROWS: Final = ("identity", "contact", "team", "barriers", "timeline")


@page
@require_safe
def dossier_list(request: Request) -> HttpResponse:
    communes = None if request.htmx else caseload.communes(request.actor)
    form = CaseloadForm(request.GET, communes=communes)
    template = "caseload_list" if request.htmx else "caseload"
    response = render(request, f"dossiers/{template}.html", listing(request, form))
    if request.htmx and not form.after:
        response["HX-Replace-Url"] = address(form)
    return response


def listing(request: Request, form: CaseloadForm) -> dict[str, Any]:
    """What the list shows and says of itself."""
    counts = caseload.counts(request.actor)
    is_large = counts.total > caseload.MANY
    found = caseload.page(
        request.actor, form.filters, sort=form.sort, after=form.after, is_large=is_large
    )
    record_rows(request, found.items, Channel.SEARCH if form.filters.typed else Channel.LIST)
    return {
        "form": form,
        "lists": (*CHOSEN_IN_LISTS, "tri"),
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


@page
@require_safe
def dossier_rows(request: Request) -> HttpResponse:
    """Some rows as they stand now (`d`, repeated); a row that may no longer be read is absent."""
    asked = [one for text in request.GET.getlist("d") if (one := public_id(text))]
    rows = caseload.rows(request.actor, asked[:MOST_ROWS])
    record_rows(request, rows, Channel.LIST)
    lines = [line(request, dossier) for dossier in rows]
    return render(request, "dossiers/caseload_rows.html", {"lines": lines})


def record_rows(request: Request, rows: Sequence[Dossier], channel: Channel) -> None:
    shown = [dossier.pk for dossier in rows]
    record_listing(
        shown, by=request.actor, at=timezone.now(), channel=channel, blocks=SHOWN_IN_ROWS
    )


def line(request: Request, dossier: Any) -> dict[str, Any]:
    """What one row says."""
    born = birth_parts(dossier.person)
    return {
        "dossier": dossier,
        "name": f"{dossier.person.family_name} {dossier.person.first_names}",
        "age": portrait.age(born, request.actor.today),
        "born": portrait.birth(born),
        "referent": referent(request, dossier),
        "body": "" if is_me(request, dossier) else str(dossier.referent.organisation),
        "role": role(dossier),
    }


def birth_parts(person: Person) -> dict[str, Any]:
    """A birth date as `portrait` reads it."""
    return {name: getattr(person, name) for name in ("birth_year", "birth_month", "birth_day")}


def referent(request: Request, dossier: Dossier) -> str:
    if is_me(request, dossier):
        return _("vous")
    seat = dossier.referent
    return seat.affiliation.user.name if seat.affiliation else _("à nommer")


def is_me(request: Request, dossier: Dossier) -> bool:
    return dossier.referent.affiliation_id == request.actor.affiliation_id


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
        (
            "sans_nouvelles",
            _("Sans nouvelles depuis %(n)s jours") % {"n": caseload.SILENCE},
            counts.without_news,
        ),
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
    return reverse("dossier_list") + (f"?{urlencode(words)}" if words else "")
