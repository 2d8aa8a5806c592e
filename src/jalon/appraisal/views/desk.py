"""« Instruction »: the calls that one appraises, what is to be read, what one's body is asked."""

from typing import Any

from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalon.accounts.actor import Actor
from jalon.appraisal.models import Opinion, Review
from jalon.appraisal.queries.copies import titles_of
from jalon.appraisal.states import ACTIVE, AppraisalState, OpinionState
from jalon.calls.models import Call
from jalon.calls.queries.answers import waiting
from jalon.calls.rules import answers_for_the_state
from jalon.calls.states import CallState
from jalon.projects.models import Project
from jalon.projects.rules import ANSWERING
from jalon.projects.states import ProjectState
from jalon.ui.access import page
from jalon.ui.request import Request

MOST = 200


@page
@require_safe
def desk(request: Request) -> HttpResponse:
    actor = request.actor
    calls = _calls(actor)
    context = {
        "calls": calls, "questions": waiting([one["call"] for one in calls])[:MOST],
        "reviews": _reviews(actor), "opinions": _opinions(actor),
    }  # fmt: skip
    return render(request, "appraisal/desk.html", context)


def _calls(actor: Actor) -> list[dict[str, Any]]:
    """The closed calls of one's body, with how far each is."""
    if not answers_for_the_state.holds(actor, None):
        return []
    known = (CallState.CLOSED, CallState.PUBLISHED)
    calls = Call.objects.filter(organisation_id=actor.organisation_id, state__in=known)
    judged = ~Q(appraisal=None) & ~Q(appraisal__state=AppraisalState.RECEIVED)
    counts = (
        Project.objects.filter(call__in=calls, state=ProjectState.FILED)
        .values("call_id")
        .annotate(filed=Count("pk"), judged=Count("pk", filter=judged))
    )
    by_call = {one["call_id"]: one for one in counts}
    none = {"filed": 0, "judged": 0}
    return [
        {"call": one, "is_closed": one.state == CallState.CLOSED, **by_call.get(one.pk, none)}
        for one in calls.order_by("-pk")[:MOST]
    ]


def _reviews(actor: Actor) -> list[tuple[Review, str]]:
    titles = titles_of(Review)
    found = Review.objects.filter(reviewer_id=actor.affiliation_id, state__in=ACTIVE)
    to_give_first = F("given_at").asc(nulls_first=True)
    rows = found.select_related("version__call").order_by(to_give_first, "due_on", "pk")[:MOST]
    return [(one, titles.get(one.pk, "")) for one in rows]


def _opinions(actor: Actor) -> list[tuple[Opinion, str]]:
    if actor.role not in ANSWERING:
        return []
    titles = titles_of(Opinion)
    found = Opinion.objects.filter(organisation_id=actor.organisation_id)
    rows = found.exclude(state=OpinionState.REPLACED).select_related("asked_by__organisation")
    to_give_first = F("answered_at").asc(nulls_first=True)
    shown = rows.order_by(to_give_first, "due_on", "pk")[:MOST]
    return [(one, titles.get(one.pk, "")) for one in shown]
