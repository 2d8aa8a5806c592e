"""« Conventions et versements »: the selected projects of one's calls, what waits first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalon.grants.queries.waiting import followed
from jalon.ui.access import page
from jalon.ui.request import Request


@page
@require_safe
def desk(request: Request) -> HttpResponse:
    rows = followed(request.actor)
    context = {
        "rows": rows,
        "waiting": sum(one.is_mine for one in rows),
        "late": sum(one.late for one in rows),
    }
    return render(request, "grants/desk.html", context)
