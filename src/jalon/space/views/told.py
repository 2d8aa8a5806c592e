"""« Nouvelles »: what changed for me, and how I want to be told."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.notifications.queries import listing
from jalon.notifications.views import listing as shown
from jalon.notifications.views.ways import choose, ways_form
from jalon.notifications.views.words import by_day, line
from jalon.space.views.loading import own_or_404, show
from jalon.ui.access import personal_page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import PersonalRequest


@personal_page
@require_safe
def told_to_me(request: PersonalRequest) -> HttpResponse:
    own = own_or_404(request)
    items, more = listing.page(
        request.actor, shown.asked(request), before=shown.key_of(request.GET.get("avant", ""))
    )
    return show(
        request, "told", own,
        days=by_day(line(one, request.actor, {}) for one in items),
        unread=listing.unread_count(request.actor),
        next_url=f"?avant={shown.cursor_of(more)}" if more else "",
        undo=shown.undo_of(request),
    )  # fmt: skip


@personal_page
@require_safe
def my_bell(request: PersonalRequest) -> HttpResponse:
    return shown.counted(request)


@personal_page
@require_POST
def mark_mine_read(request: PersonalRequest) -> HttpResponse:
    return shown.marked_read(request, "space_told")


@personal_page
@require_POST
def mark_mine_unread(request: PersonalRequest) -> HttpResponse:
    return shown.marked_unread(request, "space_told")


@personal_page
@require_http_methods(GET_OR_POST)
def my_ways(request: PersonalRequest) -> HttpResponse:
    own, form = own_or_404(request), ways_form(request)
    if request.method == "POST" and form.is_valid():
        return choose(request, form, "space_told")
    return show(request, "ways", own, 422 if form.errors else 200, form=form)
