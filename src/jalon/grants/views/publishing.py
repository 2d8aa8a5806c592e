"""The subsidies of a call, read and downloaded by everybody, without an account."""

import csv
import json
from io import StringIO
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jalon.calls.models import Call
from jalon.calls.states import KNOWN_TO_ALL
from jalon.grants.queries.essential import NAMES, subsidies_of
from jalon.ui.access import public_page

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
CSV: Final = "text/csv; charset=utf-8"


def _call(public_id: UUID) -> Call:
    """A call that was published, whoever reads."""
    return get_object_or_404(Call, public_id=public_id, state__in=KNOWN_TO_ALL)


@public_page
@require_safe
def subsidies(request: HttpRequest, public_id: UUID) -> HttpResponse:
    call = _call(public_id)
    rows = subsidies_of(call)
    context = {"call": call, "rows": rows, "sum": sum(one.cents for one in rows)}
    return render(request, "grants/call_subsidies.html", context)


@public_page
@require_safe
def subsidies_csv(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One line for each beneficiary; no text of it can be taken for a formula."""
    call = _call(public_id)
    kept = StringIO()
    lines = [one.as_published() for one in subsidies_of(call)]
    writer = csv.DictWriter(kept, NAMES, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _cell(one[name]) for name in NAMES} for one in lines)
    return _file(kept.getvalue(), CSV, "subventions.csv")


@public_page
@require_safe
def subsidies_json(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The same lines; amounts are numbers."""
    lines = [one.as_published() for one in subsidies_of(_call(public_id))]
    said = [{**one, "montant": float(one["montant"])} for one in lines]
    text = json.dumps(said, ensure_ascii=False, indent=2)
    return _file(text, "application/json", "subventions.json")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _file(content: str, media: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
