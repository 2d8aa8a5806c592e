"""What each column holds: recognised, remembered, corrected by hand."""

from uuid import UUID

import orjson
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalon.intake import operations
from jalon.intake.forms import MappingForm
from jalon.intake.models import PeopleList
from jalon.intake.reading.headers import read_headers
from jalon.intake.reading.problems import SECRET_FIELDS
from jalon.intake.views.loading import readable_list
from jalon.intake.views.shown import steps
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

EXAMPLES = 3


@page
@require_http_methods(GET_OR_POST)
def map_columns(request: Request, public_id: UUID) -> HttpResponse:
    found = readable_list(request, public_id)
    form = MappingForm(found, typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            operations.map_columns(
                people_list=found, mapping=form.mapping, by=request.actor, at=timezone.now()
            )
        except operations.IncompleteMapping as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("people_list", public_id)
    context = {
        "list": found,
        "form": form,
        "steps": steps(found),
        "columns": list(zip(form, examples(found), strict=True)),
        "duplicates": read_headers(found.titles).duplicates,
    }
    status = 422 if form.errors else 200
    return render(request, "intake/map_columns.html", context, status=status)


def examples(found: PeopleList) -> list[list[str]]:
    """A few cells of each column, to recognise it; none of a column that looks secret."""
    rows = orjson.loads(found.sample or "[]")
    guesses = read_headers(found.titles).guesses
    shown = []
    for column, _title in enumerate(found.titles):
        is_secret = {guesses[column], found.mapping[column]} & SECRET_FIELDS
        cells = [row[column] for row in rows if column < len(row) and row[column].strip()]
        looks_secret = any(_looks_like_a_nir(cell) for cell in cells)
        shown.append([] if is_secret or looks_secret else list(dict.fromkeys(cells))[:EXAMPLES])
    return shown


def _looks_like_a_nir(cell: str) -> bool:
    """Thirteen digits or more, whatever the title: rather hide too much."""
    return sum(character.isdigit() for character in cell) >= 12
