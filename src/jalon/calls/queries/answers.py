"""The answers that everybody reads, and the questions that wait."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Max, OuterRef, QuerySet, Subquery

from jalon.accounts.actor import Actor
from jalon.calls.models import Call, PublishedAnswer, Question
from jalon.calls.rules import ANSWER_QUESTION


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


def questions_for(call: Call, actor: Actor | None) -> QuerySet[Question]:
    """What this reader knows of who asked what: the State, all; a candidate, its own body's."""
    asked = Question.objects.filter(call=call).select_related("organisation")
    asked = asked.annotate(answered_at=Max("answers__published_at")).order_by("-asked_at", "-pk")
    if actor is None:
        return asked.none()
    if ANSWER_QUESTION.allows(actor, call):
        return asked
    return asked.filter(organisation_id=actor.organisation_id)
