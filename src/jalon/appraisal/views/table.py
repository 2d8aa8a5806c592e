"""The comparison table: sorted and filtered by its address, printed, exported."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jalon.appraisal.models import Announcement, AnnouncementPlan, Outcome, Verdict
from jalon.appraisal.queries.comparison import Compared, compared
from jalon.appraisal.queries.sorting import MARK, UNDECIDED, Wanted, arranged
from jalon.appraisal.rules import ANNOUNCE_RESULTS, ARBITRATE
from jalon.appraisal.states import AppraisalState
from jalon.appraisal.views.exporting import written
from jalon.appraisal.views.loading import call_or_404
from jalon.appraisal.views.worded import ELIGIBLE, worded
from jalon.calls.content import grid
from jalon.calls.models import CallVersion
from jalon.projects.views.money import XLSX
from jalon.ui.access import page
from jalon.ui.request import Request

# What one decides by comes first: the rest is a scroll away.
COLUMNS: Final = (
    ("total", gettext_lazy("Total")),
    ("", gettext_lazy("Décision")),
    ("territoire", gettext_lazy("Territoire")),
    ("porteur", gettext_lazy("Porteur")),
    ("etat", gettext_lazy("Demandé à l’État")),
    ("part", gettext_lazy("Part du porteur")),
    ("personnes", gettext_lazy("Personnes")),
    ("", gettext_lazy("Zones")),
    ("", gettext_lazy("Éligibilité")),
    ("recevabilite", gettext_lazy("Recevabilité")),
)
AFTER: Final = (
    ("", gettext_lazy("Avis")),
    ("", gettext_lazy("À voir")),
)


@page
@require_safe
def comparison(request: Request, public_id: UUID) -> HttpResponse:
    call, version = call_or_404(request, public_id)
    lines = grid(version.grid)
    wanted = Wanted.of(request.GET, [one.code for one in lines])
    rows = compared(call, version, request.actor, timezone.now())
    found = arranged(rows, wanted)
    known = {name: value for name, value in request.GET.dict().items() if value and name != "tri"}
    context = {
        "call": call, "version": version, "lines": lines, "wanted": wanted, "all": len(rows),
        "columns": _columns(version, wanted, known),
        "rows": [worded(row, lines) for row in found],
        "choices": _choices(), "query": urlencode(request.GET.dict()), "is_filtered": bool(known),
        "sum": _sums(found),
        "may_announce": ANNOUNCE_RESULTS.allows(request.actor, call),
        "may_arbitrate": ARBITRATE.allows(request.actor, call),
        "announcement": Announcement.objects.filter(call=call).first(),
        "plan": AnnouncementPlan.objects.filter(call=call).first(),
    }  # fmt: skip
    return render(request, "appraisal/table.html", context)


@page
@require_safe
def export(request: Request, public_id: UUID) -> HttpResponse:
    """The same rows, in the same order, as a spreadsheet."""
    call, version = call_or_404(request, public_id)
    lines = grid(version.grid)
    wanted = Wanted.of(request.GET, [one.code for one in lines])
    rows = arranged(compared(call, version, request.actor, timezone.now()), wanted)
    answer = HttpResponse(written([worded(row, lines) for row in rows], lines), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="instruction.xlsx"'
    return answer


def _columns(version: CallVersion, wanted: Wanted, known: dict[str, str]) -> list[dict[str, Any]]:
    """Each with the address that sorts by it: the other way round when it already does."""
    names = [
        *COLUMNS,
        *((f"{MARK}{one.code}", f"{one.label} ({one.weight})") for one in grid(version.grid)),
        *AFTER,
    ]
    return [_column(name, str(label), wanted, known) for name, label in names]


def _column(name: str, label: str, wanted: Wanted, known: dict[str, str]) -> dict[str, Any]:
    is_sorted = bool(name) and wanted.sort == name
    towards = name if is_sorted and wanted.is_descending else f"-{name}"
    if name in ("territoire", "porteur", "recevabilite"):
        towards = f"-{name}" if is_sorted and not wanted.is_descending else name
    order = ("descending" if wanted.is_descending else "ascending") if is_sorted else ""
    query = urlencode({**known, "tri": towards}) if name else ""
    return {"label": label, "query": query, "order": order, "is_mark": name.startswith(MARK)}


def _choices() -> list[dict[str, Any]]:
    """The filters, each a list of (code, words)."""
    everything = ("", _("toutes"))
    return [
        {
            "name": "recevabilite", "label": _("Recevabilité"), "field": "admissibility",
            "options": [everything, *AppraisalState.choices],
        },
        {
            "name": "eligibilite", "label": _("Éligibilité"), "field": "eligibility",
            "options": [everything, *((code.value, label) for code, label in ELIGIBLE.items())],
        },
        {
            "name": "avis", "label": _("Avis rendu"), "field": "verdict",
            "options": [("", _("tous")), *Verdict.choices],
        },
        {
            "name": "alerte", "label": _("À voir"), "field": "alert",
            "options": [("", _("tous les projets")), ("1", _("ceux qui ont une alerte"))],
        },
        {
            "name": "decision", "label": _("Décision"), "field": "decision",
            "options": [everything, (UNDECIDED, _("aucune")), *Outcome.choices],
        },
    ]  # fmt: skip


def _sums(rows: list[Compared]) -> dict[str, int]:
    return {
        "asked": sum(row.state_cents for row in rows),
        "granted": sum(row.decision.amount_cents or 0 for row in rows if row.decision),
    }
