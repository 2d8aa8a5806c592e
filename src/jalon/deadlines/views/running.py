"""The page "Échéances": late, due soon, waiting for somebody else; and the same as a table."""

import csv
from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.accounts.actor import Actor
from jalon.deadlines.models import Deadline
from jalon.deadlines.queries import running
from jalon.deadlines.queries.running import WHEN, Filters
from jalon.deadlines.views.section import told
from jalon.dossiers.queries import readable
from jalon.dossiers.rules import ROLES_WITH_PEOPLE
from jalon.journal.models import Channel
from jalon.journal.readings import record_listing
from jalon.kernel.errors import Denied
from jalon.ui.access import page
from jalon.ui.request import Request
from jalon.vault.sealing import Unreadable, open_sealed, seal

EXPORTED: Final = 500  # lines of a file; more is read page after page
BLOCKS: Final = ("identity", "path")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@page
@require_safe
def deadline_list(request: Request) -> HttpResponse:
    require_people(request.actor)
    actor, filters = request.actor, asked(request)
    items, more = running.page(actor, filters, after=key_of(request.GET.get("apres", "")))
    shown = [one.dossier_id for one in items]
    record_listing(shown, by=actor, at=timezone.now(), blocks=BLOCKS)
    context = {
        "lines": by_dossier([line(one, actor) for one in items]),
        "tabs": tabs(actor, filters),
        "steps": running.steps(actor, filters),
        "filters": filters,
        "next_url": address(filters, apres=cursor_of(more)) if more else "",
        "file_url": f"{reverse('deadline_file')}?{query(filters)}",
        "whose": [
            {"label": _("Tous ceux que je lis"), "is_on": not filters.mine,
             "url": address(Filters(filters.when, filters.step))},
            {"label": _("Les miens"), "is_on": filters.mine,
             "url": address(Filters(filters.when, filters.step, True))},
        ],
    }  # fmt: skip
    return render(request, "deadlines/deadline_list.html", context)


@page
@require_safe
def deadline_file(request: Request) -> HttpResponse:
    """The same lines as a table for a spreadsheet, which will run nothing of it."""
    require_people(request.actor)
    actor = request.actor
    items, _more = running.page(actor, asked(request), size=EXPORTED)
    shown = [one.dossier_id for one in items]
    record_listing(shown, by=actor, at=timezone.now(), channel=Channel.EXPORT, blocks=BLOCKS)
    answer = HttpResponse("\N{ZERO WIDTH NO-BREAK SPACE}", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="echeances.csv"'
    writer = csv.writer(answer, delimiter=";")
    writer.writerow(
        [_("personne"), _("étape"), _("depuis le"), _("au plus tard le"), _("attendu de")]
    )
    writer.writerows(written(items, actor))
    return answer


def written(items: list[Deadline], actor: Actor) -> list[list[str]]:
    """A row for each; none of a person whose link has ended while the others were being made."""
    made = [(one.dossier_id, _cells(one, actor)) for one in items]
    still = set(
        readable(actor).filter(pk__in={pk for pk, _row in made}).values_list("pk", flat=True)
    )
    return [row for pk, row in made if pk in still]


def _cells(one: Deadline, actor: Actor) -> list[str]:
    row = line(one, actor)
    cells = [row["name"], row["label"], str(one.starts_on), str(one.due_on), row["who"]]
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]


def require_people(actor: Actor) -> None:
    """The page exists for those who work with people."""
    if actor.role not in ROLES_WITH_PEOPLE:
        raise Denied(_("Les échéances se lisent par celles et ceux qui accompagnent."))


def line(one: Deadline, actor: Actor) -> dict[str, Any]:
    """A line of the list: whose, which step, how late, and why that day."""
    row = told(running.as_row(one), actor.today)
    return row | {
        "dossier": one.dossier.public_id,
        "name": one.dossier.person.name,
        "is_ours": one.organisation_id == actor.organisation_id,
    }


def by_dossier(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of a page, those of one person together: the order is that of their first."""
    found: dict[Any, list[dict[str, Any]]] = {}
    for one in lines:
        found.setdefault(one["dossier"], []).append(one)
    return [
        one | {"is_again": rank > 0} for group in found.values() for rank, one in enumerate(group)
    ]


def asked(request: Request) -> Filters:
    when = request.GET.get("quand", "")
    return Filters(
        when=when if when in WHEN else "",
        step=request.GET.get("etape", "")[:60],
        mine=request.GET.get("miens") == "1",
    )


def tabs(actor: Actor, filters: Filters) -> list[dict[str, Any]]:
    """What may be kept of the list, with how many; the one shown leads back to all."""
    figures = running.counts(actor, filters)
    labels = {
        "late": _("En retard"),
        "week": _("Dans les 7 jours"),
        "fortnight": _("Dans les 15 jours"),
        "others": _("En attente d’un autre organisme"),
    }
    return [
        {
            "label": label,
            "number": figures[when],
            "is_on": filters.when == when,
            "url": address(
                Filters("" if filters.when == when else when, filters.step, filters.mine)
            ),
        }
        for when, label in labels.items()
    ]


def query(filters: Filters, **more: str) -> str:
    asked = {"quand": filters.when, "etape": filters.step, "miens": "1" if filters.mine else ""}
    return urlencode({name: value for name, value in (asked | more).items() if value})


def address(filters: Filters, **more: str) -> str:
    found = query(filters, **more)
    return f"{reverse('deadline_list')}{'?' if found else ''}{found}"


def cursor_of(key: tuple[date, int]) -> str:
    """Sealed: the number of a row is nobody's business."""
    return seal(f"{key[0].isoformat()} {key[1]}").hex()


def key_of(cursor: str) -> tuple[date, int] | None:
    """Altered, it starts again."""
    try:
        day, number = open_sealed(bytes.fromhex(cursor)).split(" ")
        return date.fromisoformat(day), int(number)
    except (ValueError, Unreadable):
        return None
