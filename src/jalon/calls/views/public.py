"""The calls, as everybody reads them, without an account."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalon.calls.calendar import takes_questions
from jalon.calls.content import articles, contacts, documents, grid
from jalon.calls.eligibility.criteria import criteria
from jalon.calls.models import Call, CallVersion
from jalon.calls.queries.answers import last_answers
from jalon.calls.queries.phases import Phase, phase, public_words
from jalon.calls.queries.readable import being_written, readable, with_dates
from jalon.calls.queries.spoken import overseas, specification
from jalon.calls.rules import ANSWERING, ASK_QUESTION, CANCEL_CALL, WRITE_CALL, is_another_body
from jalon.calls.sections import ready_sections
from jalon.calls.states import CallState
from jalon.calls.views.loading import call_or_404, reader, version_shown
from jalon.ui.access import public_page

# Those that one can answer first, then those to come.
ORDER = (Phase.DRAFT, Phase.OPEN, Phase.COMING, Phase.OVER, Phase.CANCELLED)


@public_page
@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    """All calls, by what can be done with them now."""
    actor, now = reader(request), timezone.now()
    dated = [
        (one, phase(one.call, one.opens_at, one.closes_at, now))
        for one in with_dates(readable(actor))
    ]
    groups = [(known, [one for one, found in dated if found == known]) for known in ORDER]
    context = {
        "groups": [(one, found) for one, found in groups if found],
        "may_begin": WRITE_CALL.allows(actor, None),
    }
    return render(request, "calls/calls.html", context)


@public_page
@require_safe
def call_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    call = call_or_404(request, public_id)
    version, now = version_shown(request, call), timezone.now()
    context = {
        "call": call,
        "version": version,
        **_content(version),
        **_calendar(call, version, now),
        **_doors(request, call, version, now),
        "parts": ready_sections(call),
    }
    return render(request, "calls/call.html", context)


def _content(version: CallVersion) -> dict[str, Any]:
    known = articles(version.sections)
    return {
        "sections": specification(version),
        "criteria": [(one, known.get(one.article)) for one in criteria(version.criteria)],
        "grid": grid(version.grid),
        "documents": documents(version.documents),
        "contacts": contacts(version.contacts),
    }


def _calendar(call: Call, version: CallVersion, now: datetime) -> dict[str, Any]:
    found = phase(call, version.opens_at, version.closes_at, now)
    if version.published_at is None:
        found = Phase.DRAFT
    return {
        "phase": found,
        "phase_words": public_words(call, found),
        "overseas": overseas(version.closes_at) if version.closes_at else [],
        "takes_questions": takes_questions(call, version, now),
    }


def _doors(request: HttpRequest, call: Call, version: CallVersion, now: datetime) -> dict[str, Any]:
    """What this reader may do from here."""
    actor = reader(request)
    writes = WRITE_CALL.allows(actor, call)
    published = list(call.versions.filter(published_at__isnull=False).order_by("-number"))
    is_living = call.state == CallState.PUBLISHED
    return {
        "versions": published,
        "is_last": not published or version.pk == published[0].pk,
        "draft": being_written(call) if writes else None,
        "may_write": writes,
        "may_amend": writes and is_living,
        "may_cancel": CANCEL_CALL.allows(actor, call) and is_living,
        "may_repeat": WRITE_CALL.allows(actor, None),
        "may_ask": actor is not None and ASK_QUESTION.allows(actor, call),
        "may_answer": _may_answer(request, call),
        "answers": last_answers(call).count(),
        "may_follow": is_living,
    }


def _may_answer(request: HttpRequest, call: Call) -> bool:
    """Whether to lead to a project: whoever may begin one, and a visitor, who signs in first."""
    if not request.user.is_authenticated:
        return True
    actor = reader(request)
    return actor is not None and actor.role in ANSWERING and is_another_body.holds(actor, call)
