"""Sending a list, following it, applying it, taking it back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from jalon.intake import operations
from jalon.intake.bulk.asking import is_interrupted
from jalon.intake.forms import ReceiveListForm
from jalon.intake.models import WORKING, ListState, PeopleList
from jalon.intake.queries.lists import ALL, PROBLEMS, lines_page, readable_lists
from jalon.intake.reading.limits import LIMITS
from jalon.intake.reading.problems import FileRefused
from jalon.intake.rules import IMPORT_PEOPLE
from jalon.intake.views.loading import readable_list
from jalon.intake.views.shown import line_shown, steps, tiles
from jalon.ui.access import MEGABYTE, page, receives
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

LATEST = 20


@receives(megabytes=LIMITS.file_bytes // MEGABYTE)
@page
@require_http_methods(GET_OR_POST)
def intake(request: Request) -> HttpResponse:
    IMPORT_PEOPLE.require(request.actor, None)
    form = ReceiveListForm(typed(request), request.FILES or None)
    form.label_suffix = ""
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            received = operations.receive_list(
                file=file.file, name=file.name, by=request.actor, at=timezone.now()
            )
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("map_columns", received.public_id)
    context = {"form": form, "lists": readable_lists(request.actor)[:LATEST]}
    status = 422 if form.errors else 200
    return render(request, "intake/intake.html", context, status=status)


@page
@require_http_methods(["GET", "HEAD"])
def people_list(request: Request, public_id: UUID) -> HttpResponse:
    found = readable_list(request, public_id)
    if found.state == ListState.RECEIVED and not found.refusal:
        return redirect("map_columns", found.public_id)
    if found.state in WORKING:
        return working(request, found)
    if request.htmx and "voir" not in request.GET:
        return HttpResponse(headers={"HX-Refresh": "true"})  # the work has just ended
    return render(request, "intake/people_list.html", _list_context(request, found))


def working(request: Request, found: PeopleList) -> HttpResponse:
    context = {
        "list": found,
        "steps": steps(found),
        "is_interrupted": is_interrupted(found, timezone.now()),
    }
    part = "progress" if request.htmx else "working"
    return render(request, f"intake/{part}.html", context)


def _list_context(request: Request, found: PeopleList) -> dict[str, object]:
    has_problems = bool(found.counts.get("problems"))
    is_to_read = found.state == ListState.CHECKED
    shown = request.GET.get("voir") or (PROBLEMS if has_problems and is_to_read else ALL)
    after = request.GET.get("apres", "0")
    lines = lines_page(found, shown, int(after) if after.isdigit() and len(after) < 9 else 0)
    return {
        "list": found,
        "steps": steps(found),
        "tiles": tiles(found, shown),
        "shown": shown,
        "lines": [line_shown(found, line) for line in lines.lines],
        "next_query": f"voir={shown}&apres={lines.after}" if lines.after else "",
        "can_undo": found.undo_until is not None and timezone.now() <= found.undo_until,
    }


@page
@require_POST
def apply_list(request: Request, public_id: UUID) -> HttpResponse:
    found = readable_list(request, public_id)
    operations.request_application(people_list=found, by=request.actor, at=timezone.now())
    return redirect("people_list", public_id)


@page
@require_POST
def resume_list(request: Request, public_id: UUID) -> HttpResponse:
    found = readable_list(request, public_id)
    operations.resume_list(people_list=found, by=request.actor, at=timezone.now())
    return redirect("people_list", public_id)


@page
@require_http_methods(GET_OR_POST)
def undo_list(request: Request, public_id: UUID) -> HttpResponse:
    found = readable_list(request, public_id)
    if request.method == "POST":
        operations.request_undo(people_list=found, by=request.actor, at=timezone.now())
        return redirect("people_list", public_id)
    return render(request, "intake/undo_list.html", {"list": found})


@page
@require_POST
def discard_list(request: Request, public_id: UUID) -> HttpResponse:
    found = readable_list(request, public_id)
    operations.discard_list(people_list=found, by=request.actor, at=timezone.now())
    return redirect("intake")
