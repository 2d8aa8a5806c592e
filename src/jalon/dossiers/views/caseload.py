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
from jalon.dossiers.models import TeamRole
from jalon.dossiers.queries import caseload
from jalon.dossiers.queries.caseload import Row
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
    form = CaseloadForm(request.GET)
    template = "caseload_list" if request.htmx else "caseload"
    response = render(request, f"dossiers/{template}.html", listing(request, form))
    if request.htmx and not form.after:
        response["HX-Replace-Url"] = address(form)
    return response


def listing(request: Request, form: CaseloadForm) -> dict[str, Any]:
    """What the list shows and says of itself."""
    found = caseload.listing(
        request.actor, form.filters, sort=form.sort, after=form.after,
        with_communes=not request.htmx,
    )  # fmt: skip
    record_rows(request, found.items, Channel.SEARCH if form.filters.typed else Channel.LIST)
    if found.communes is not None:
        form.offer_communes(found.communes)
    return {
        "form": form,
        "lists": (*CHOSEN_IN_LISTS, "tri"),
        "counts": found.counts,
        "matching": found.matching,
        "lines": [line(request, row) for row in found.items],
        "next_url": address(form, apres=found.after) if found.after else "",
        "columns": columns(form),
        "tabs": tabs(form, found.counts),
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
    lines = [line(request, row) for row in rows]
    return render(request, "dossiers/caseload_rows.html", {"lines": lines})


def record_rows(request: Request, rows: Sequence[Row], channel: Channel) -> None:
    shown = [row.pk for row in rows]
    record_listing(
        shown, by=request.actor, at=timezone.now(), channel=channel, blocks=SHOWN_IN_ROWS
    )


def line(request: Request, row: Row) -> dict[str, Any]:
    """What one row says."""
    born = birth_parts(row)
    return {
        "dossier": row,
        "name": f"{row.family_name} {row.first_names}",
        "age": portrait.age(born, request.actor.today),
        "born": portrait.birth(born),
        "referent": _("vous") if row.is_led_by_me else row.referent or _("à nommer"),
        "body": "" if row.is_led_by_me else row.body,
        "role": role(row),
    }


def birth_parts(person: Person | Row) -> dict[str, Any]:
    """A birth date as `portrait` reads it."""
    return {name: getattr(person, name) for name in ("birth_year", "birth_month", "birth_day")}


def role(row: Row) -> str:
    if row.my_role:
        return str(TeamRole(row.my_role).label)
    return _("place à pourvoir") if row.empty_seat else ""


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
