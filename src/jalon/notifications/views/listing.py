"""The page of notifications: newest first, by day; read, unread, all at once and back again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from jalon.journal.readings import record_listing
from jalon.notifications import operations
from jalon.notifications.models import Family
from jalon.notifications.queries import listing
from jalon.notifications.queries.listing import Filters
from jalon.notifications.views.words import address, by_day, line
from jalon.ui.access import page
from jalon.ui.request import PersonalRequest, Request


@page
@require_safe
def notifications(request: Request) -> HttpResponse:
    filters = asked(request)
    items, more = listing.page(request.actor, filters, before=key_of(request.GET.get("avant", "")))
    named = listing.named(items)
    record_listing(named, by=request.actor, at=timezone.now())
    unread = listing.unread_count(request.actor)
    context = {
        "days": by_day(line(one, request.actor, named) for one in items),
        "filters": filters,
        "families": Family.choices,
        "unread": unread,
        "some_unread": any(one.read_at is None for one in items),
        "query": query(filters),
        "next_url": f"?{urlencode({**query(filters), 'avant': cursor_of(more)})}" if more else "",
        "undo": undo_of(request),
    }
    return render(request, "notifications/notifications.html", context)


@page
@require_safe
def bell(request: Request) -> HttpResponse:
    """How many wait, for the bell of every page."""
    return counted(request)


@page
@require_POST
def mark_read(request: Request) -> HttpResponse:
    """Those of the form, or all; `ouvrir` goes where the one of the form leads."""
    return marked_read(request, "notifications")


@page
@require_POST
def mark_unread(request: Request) -> HttpResponse:
    return marked_unread(request, "notifications")


def counted(request: Request | PersonalRequest) -> HttpResponse:
    unread = listing.unread_count(request.actor)
    label = ngettext("%(n)s notification non lue", "%(n)s notifications non lues", unread)
    return JsonResponse({"unread": unread, "label": label % {"n": unread}})


def marked_read(request: Request | PersonalRequest, back: str) -> HttpResponse:
    at, numbers = timezone.now(), numbers_of(request)
    if "ouvrir" in request.POST:
        one = listing.told_to(request.actor).filter(public_id__in=numbers or ()).first()
        if one is None:
            raise Http404
        operations.read_notifications(numbers=[one.public_id], by=request.actor, at=at)
        return redirect(address(one, request.actor, listing.named([one])))
    filters = asked(request)
    count = operations.read_notifications(
        numbers=numbers, by=request.actor, at=at, family=filters.family
    )
    if numbers is None and count:
        again = {**query(filters), "lues": at.isoformat(), "nombre": str(count)}
        return redirect(f"{reverse(back)}?{urlencode(again)}")
    return _back(back, filters)


def marked_unread(request: Request | PersonalRequest, back: str) -> HttpResponse:
    since = moment(request.POST.get("lues", ""))
    operations.unread_notifications(
        numbers=numbers_of(request), by=request.actor, at=timezone.now(), since=since
    )
    if since is not None:
        messages.success(request, _("C’est annulé."))
    return _back(back, asked(request))


def _back(page: str, filters: Filters) -> HttpResponse:
    said = urlencode(query(filters))
    return redirect(f"{reverse(page)}?{said}" if said else page)


def numbers_of(request: Request | PersonalRequest) -> list[UUID] | None:
    """Those that the form names; None for all."""
    said = request.POST.getlist("numero")
    try:
        return [UUID(one) for one in said] or None
    except ValueError:
        raise Http404 from None


def asked(request: Request | PersonalRequest) -> Filters:
    given: Any = request.POST if request.method == "POST" else request.GET
    return Filters(unread=given.get("quoi") == "non-lues", family=given.get("famille", ""))


def query(filters: Filters) -> dict[str, str]:
    words = {"quoi": "non-lues" if filters.unread else "", "famille": filters.family}
    return {name: word for name, word in words.items() if word}


def undo_of(request: Request | PersonalRequest) -> dict[str, Any] | None:
    """What "all read" can take back, right after it."""
    since, count = moment(request.GET.get("lues", "")), request.GET.get("nombre", "")
    return {"since": since.isoformat(), "count": int(count)} if since and count.isdigit() else None


def moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None


def cursor_of(key: tuple[datetime, int] | None) -> str:
    return f"{key[0].isoformat()}/{key[1]}" if key else ""


def key_of(text: str) -> tuple[datetime, int] | None:
    """The key that a cursor holds; None for anything else. Row security limits what it opens."""
    said, _slash, number = text.partition("/")
    at = moment(said)
    return (at, int(number)) if at and number.isascii() and number.isdigit() else None
