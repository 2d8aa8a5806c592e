"""The answers that everybody reads, and the questions that wait."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from jalon.accounts.actor import Actor
from jalon.calls.models import Call, PublishedAnswer, Question
from jalon.calls.rules import ANSWER_QUESTION, answers_for_the_state


def last_answers(call: Call, *, search: str = "") -> QuerySet[PublishedAnswer]:
    """The last version of each answer, the newest first; those that hold all the words."""
    newest = PublishedAnswer.objects.filter(question=OuterRef("question")).order_by("-number")
    found = PublishedAnswer.objects.filter(call=call, pk=Subquery(newest.values("pk")[:1]))
    if search.strip():
        words = SearchVector("wording", "body", config="french")
        found = found.annotate(words=words).filter(
            words=SearchQuery(search, config="french", search_type="websearch")
        )
    return found.order_by("-published_at", "-pk")


def waiting(calls: Iterable[Call]) -> QuerySet[Question]:
    """The questions on these calls that have no answer yet, the oldest first."""
    asked = Question.objects.filter(call__in=calls, answers=None)
    return asked.select_related("call", "organisation").order_by("asked_at", "pk")


def waiting_for(actor: Actor) -> list[tuple[Call, int]]:
    """The calls of one's body of the State where questions wait, and how many."""
    if not answers_for_the_state.holds(actor, None):
        return []
    found = Call.objects.filter(organisation_id=actor.organisation_id)
    waits = Count("questions", filter=Q(questions__answers=None), distinct=True)
    calls = found.annotate(waits=waits).filter(waits__gt=0).order_by("pk")
    return [(one, one.waits) for one in calls]


def questions_for(call: Call, actor: Actor | None) -> QuerySet[Question]:
    """What this reader knows of who asked what: the State, all; a candidate, its own body's."""
    asked = Question.objects.filter(call=call).select_related("organisation")
    asked = asked.annotate(answered_at=Max("answers__published_at")).order_by("-asked_at", "-pk")
    if actor is None:
        return asked.none()
    if ANSWER_QUESTION.allows(actor, call):
        return asked
    return asked.filter(organisation_id=actor.organisation_id)
