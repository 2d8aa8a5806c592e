"""Correcting one line of a list on the page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalon.intake import operations
from jalon.intake.bulk.lines import unpacked_problems
from jalon.intake.forms import CorrectLineForm
from jalon.intake.models import ListLine, ListState, unpack
from jalon.intake.reading.problems import sentence
from jalon.intake.views.loading import readable_list
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request
from jalon.ui.words import typeset


@page
@require_http_methods(GET_OR_POST)
def correct_line(request: Request, public_id: UUID, line: int) -> HttpResponse:
    found = readable_list(request, public_id)
    row = get_object_or_404(ListLine, people_list=found, line=line)
    form = CorrectLineForm(found, cells_of(row), typed(request))
    if form.is_valid():
        row = operations.correct_line(
            people_list=found,
            line=line,
            cells=form.cells(found),
            by=request.actor,
            at=timezone.now(),
        )
        if row.people_list.state == ListState.CORRECTING:
            return redirect("people_list", public_id)
        form = CorrectLineForm(found, cells_of(row))
    status = 422 if request.method == "POST" else 200
    context = {"list": found, "line": row, **_remarks(form, row)}
    return render(request, "intake/correct_line.html", context, status=status)


def cells_of(row: ListLine) -> list[str]:
    """The texts of a line, as they came or as they were corrected."""
    cells, _values = unpack(row.sealed)
    return cells


def _remarks(form: CorrectLineForm, row: ListLine) -> dict[str, object]:
    """The fields with their sentences, those that have some first; and what is said of the line."""
    problems = problems_shown(row, cells_of(row))
    fields = [(field, problems.get(form.column(field.name), [])) for field in form]
    return {
        "fields": sorted(fields, key=lambda pair: not pair[1]),
        "general": problems.get(None, []),
    }


def problems_shown(row: ListLine, cells: list[str]) -> dict[int | None, list[str]]:
    """The sentences of a line by column; None for those about the whole line."""
    shown: dict[int | None, list[str]] = {}
    for problem in unpacked_problems(row.problems):
        shown.setdefault(problem.column, []).append(typeset(sentence(problem, cells)))
    return shown
