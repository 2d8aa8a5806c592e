"""What was foreseen, ordered and destroyed."""

import csv

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jalon.retention.queries import desk
from jalon.retention.queries.calendar import durations
from jalon.retention.rules import READ_RETENTION
from jalon.retention.views.categories import CATEGORIES
from jalon.ui.access import page
from jalon.ui.request import Request


@page
@require_safe
def retention(request: Request) -> HttpResponse:
    READ_RETENTION.require(request.actor, None)
    context = {
        "durations": durations(request.actor.today),
        "forecast": desk.forecast(request.actor),
        "orders": desk.orders(request.actor)[: desk.SHOWN],
        "proofs": desk.proofs(request.actor)[: desk.SHOWN],
        "figures": desk.figures(request.actor),
    }
    return render(request, "retention/retention.html", context)


@page
@require_safe
def forecast_file(request: Request) -> HttpResponse:
    """The forecast, for a spreadsheet: counts only."""
    READ_RETENTION.require(request.actor, None)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="conservation.csv"'
    answer.write("\ufeff")
    lines = csv.writer(answer, delimiter=";")
    lines.writerow(["siret", "organisme", "fin", "mois", "dossiers"])
    for one in desk.forecast(request.actor).outlooks:
        for month, what, count in one.to_come:
            name = one.organisation.name
            lines.writerow([one.organisation.siret, name, what.label, f"{month:%Y-%m}", count])
    return answer


@page
@require_safe
def proof(request: Request, public_id: str) -> HttpResponse:
    found = get_object_or_404(desk.proofs(request.actor), public_id=public_id)
    erased = sorted(
        (str(CATEGORIES.get(table, table)), rows) for table, rows in found.erased.items()
    )
    context = {"proof": found, "erased": erased, "seal": bytes(found.seal).hex()}
    return render(request, "retention/proof.html", context)
