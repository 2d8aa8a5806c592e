"""What the pages of a call start from; what may not be read does not exist."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from jalon.accounts.actor import Actor
from jalon.calls.models import Call, CallVersion
from jalon.calls.queries.readable import being_written, binding, readable
from jalon.calls.rules import WRITE_CALL
from jalon.ui.request import Request


def reader(request: HttpRequest) -> Actor | None:
    """Who reads, when they act for an organisation."""
    actor = getattr(request, "actor", None)
    return actor if isinstance(actor, Actor) else None


def call_or_404(request: HttpRequest, public_id: UUID) -> Call:
    return get_object_or_404(readable(reader(request)), public_id=public_id)


def version_shown(request: HttpRequest, call: Call) -> CallVersion:
    """What binds; an older version, or the one being written, when its number is asked for."""
    asked = request.GET.get("version", "")
    writes = WRITE_CALL.allows(reader(request), call)
    seen = CallVersion.objects.filter(call=call)
    if not writes:
        seen = seen.filter(published_at__isnull=False)
    found = seen.filter(number=int(asked[:4])).first() if asked.isdecimal() else binding(call)
    if found is None and writes:
        found = being_written(call)
    if found is None:
        raise Http404
    found.call = call
    return found


def draft_or_404(request: Request, public_id: UUID) -> tuple[Call, CallVersion]:
    """A call and the version of it being written, for who writes it; Denied to who only reads."""
    call = call_or_404(request, public_id)
    WRITE_CALL.require(request.actor, call)
    draft = being_written(call)
    if draft is None:
        raise Http404
    draft.call = call
    return call, draft
