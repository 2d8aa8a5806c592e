"""The assessment on two days, side by side: what was lifted, what came, what came back."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalon.dossiers.models import THEMES
from jalon.dossiers.queries.assessment import Compared, answers_told, compared, days_of
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.dossiers.views.parts import require_shown
from jalon.dossiers.views.screen import screen
from jalon.dossiers.views.sentences import barrier_state
from jalon.ui.access import page
from jalon.ui.request import Request


@page
@require_safe
def compare(request: Request, public_id: UUID) -> HttpResponse:
    """Both days are in the address; by default the first day something was said, and today."""
    read = read_or_404(request, public_id, ["header", "barriers"])
    require_shown(read, "barriers")
    told = answers_told(dossier_or_404(request, public_id), read["allows"])
    days = days_of(told)
    today = request.actor.today
    since = _day(request.GET.get("du", ""), days[-1] if days else today)
    until = _day(request.GET.get("au", ""), today)
    since, until = min(since, until), max(since, until)
    current = {one["theme"]: (one["status"], one["impact"]) for one in read["barriers"]}
    rows = compared(current, told, since=since, until=until)
    context = {
        **screen(request, read),
        "days": days,
        "since": since,
        "until": until,
        "rows": [_said(row) for row in rows if not row.is_same or row.came_back],
        "same": [_said(row) for row in rows if row.is_same and not row.came_back],
    }
    return render(request, "dossiers/compare_assessments.html", context)


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def _said(row: Compared) -> dict[str, object]:
    return {
        "label": THEMES[row.theme],
        "then": barrier_state(*row.then),
        "now": barrier_state(*row.now),
        "came_back": row.came_back,
    }
