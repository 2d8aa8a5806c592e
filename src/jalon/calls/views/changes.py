"""Two published versions of a call side by side, read by everybody."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalon.calls.queries.changes import changes
from jalon.calls.views.loading import call_or_404
from jalon.ui import asked
from jalon.ui.access import public_page


@public_page
@require_safe
def call_changes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The last one with the one before; others, when the address names them (avant, apres)."""
    call = call_or_404(request, public_id)
    found = call.versions.filter(published_at__isnull=False).order_by("number")
    known = {one.number: one for one in found}
    after = known.get(asked.number(request.GET.get("apres", "")) or max(known, default=0))
    if after is None:
        raise Http404
    before = known.get(asked.number(request.GET.get("avant", "")) or after.number - 1)
    if before is None:
        raise Http404
    context = {
        "call": call,
        "before": before,
        "after": after,
        "known": list(known.values()),
        "changes": changes(before, after),
    }
    return render(request, "calls/call_changes.html", context)
