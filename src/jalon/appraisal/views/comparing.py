"""The scenarios of a call: the list, and two or three of them side by side."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalon.appraisal.arbitration.candidates import Candidate
from jalon.appraisal.models import Announcement, Outcome
from jalon.appraisal.queries.scenarios import (
    Arbitrated,
    arbitrated,
    candidates_of,
    scenarios_of,
)
from jalon.appraisal.rules import ARBITRATE
from jalon.appraisal.views.loading import call_or_404
from jalon.calls.states import CallState
from jalon.parameters.queries import integer
from jalon.ui import asked
from jalon.ui.access import page
from jalon.ui.request import Request

MOST: Final = 3  # columns that a screen holds


@page
@require_safe
def scenarios(request: Request, public_id: UUID) -> HttpResponse:
    call, version = call_or_404(request, public_id)
    ARBITRATE.require(request.actor, call)
    among = candidates_of(call, version, request.actor, timezone.now())
    found = [arbitrated(one, among) for one in scenarios_of(call)]
    limit = integer("call.most_scenarios", on=request.actor.today)
    context = {
        "call": call, "version": version, "most": MOST,
        "limit": limit if len(found) >= limit else None,
        "rows": [_row(one) for one in found],
        "marked": sum(one.mark is not None for one in among), "all": len(among),
        "is_open": call.state == CallState.CLOSED,
        "announced": Announcement.objects.filter(call=call).exists(),
    }  # fmt: skip
    return render(request, "appraisal/scenarios.html", context)


def _row(one: Arbitrated) -> dict[str, Any]:
    standings = one.standings
    return {
        "scenario": one.scenario, "sums": one.sums, "wanted": len(standings),
        "met": sum(standing.is_met for standing in standings),
    }  # fmt: skip


@page
@require_safe
def compare(request: Request, public_id: UUID) -> HttpResponse:
    """Who is in which, for how much, and how each stands before its own constraints."""
    call, version = call_or_404(request, public_id)
    ARBITRATE.require(request.actor, call)
    wanted = [asked.public_id(one) for one in request.GET.getlist("avec")[:MOST]]
    among = candidates_of(call, version, request.actor, timezone.now())
    known = {one.public_id: one for one in scenarios_of(call)}
    found = [arbitrated(known[one], among) for one in dict.fromkeys(wanted) if one in known]
    is_short = request.GET.get("differents") == "1"
    rows = [_across(one, found) for one in among]
    context = {
        "call": call, "found": found, "is_short": is_short,
        "rows": [one for one in rows if one["differs"] or not is_short],
        "differing": sum(one["differs"] for one in rows),
    }  # fmt: skip
    return render(request, "appraisal/compare_scenarios.html", context)


def _across(one: Candidate, found: list[Arbitrated]) -> dict[str, Any]:
    """One project in each scenario."""
    chosen = [
        (one_.chosen[one.project_id].outcome, one_.chosen[one.project_id].amount_cents)
        if one.project_id in one_.chosen
        else (Outcome.NOT_SELECTED.value, None)
        for one_ in found
    ]
    cells = [(code, Outcome(code).label, cents) for code, cents in chosen]
    return {"project": one, "cells": cells, "differs": len(set(chosen)) > 1}
