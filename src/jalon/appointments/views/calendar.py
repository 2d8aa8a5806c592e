"""The secret address of a calendar, for the programs that read it every hour."""

import hashlib

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from jalon.accounts.acting import acting
from jalon.accounts.actor import PersonActor
from jalon.appointments.codes import FEED, code_of
from jalon.appointments.ical import calendar
from jalon.appointments.models import Appointment, CalendarFeed
from jalon.appointments.queries.calendars import owner_of, told_to
from jalon.ui.access import public_page


def address_of(feed: CalendarFeed, request: HttpRequest) -> str:
    """The whole address, as it is copied into another program."""
    page = reverse("calendar_feed", args=[code_of(FEED, feed.public_id)])
    return request.build_absolute_uri(page)


@public_page
@require_safe
def calendar_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The hours of whoever gave this address; 304 when nothing has changed since.

    Asked in the clear, the address is no secret any more: refused, it is not led elsewhere.
    """
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        return HttpResponse("https", status=403, content_type="text/plain; charset=utf-8")
    now = timezone.now()
    actor = owner_of(code, on=timezone.localdate(), at=now)
    if actor is None:
        raise Http404
    with acting(actor, at=now):
        appointments = told_to(actor, at=now)
    page = "space_appointments" if isinstance(actor, PersonActor) else "my_appointments"
    content = calendar(appointments, page=f"{settings.JALON_PAGE_ORIGINS[0]}{reverse(page)}")
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    etag, changed = quote_etag(hashlib.sha256(content).hexdigest()), _changed(appointments)
    answer["ETag"] = etag
    if changed:
        answer["Last-Modified"] = http_date(changed)
    return get_conditional_response(request, etag, changed, answer) or answer


def _changed(appointments: list[Appointment]) -> int | None:
    """When the last of these hours was written, in seconds; None for an empty calendar."""
    known = [one.cancelled_at or one.booked_at or one.proposed_at for one in appointments]
    return int(max(known).timestamp()) if known else None
