"""The calls that somebody may read, and what binds in each."""

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from jalon.accounts.actor import Actor
from jalon.calls.models import Call, CallVersion
from jalon.calls.rules import answers_for_the_state
from jalon.calls.states import KNOWN_TO_ALL


def readable(actor: Actor | None) -> QuerySet[Call]:
    """What READ_CALL allows: all that was published; what is prepared, in one's own body."""
    found = Q(state__in=KNOWN_TO_ALL)
    if actor is not None and answers_for_the_state.holds(actor, None):
        found |= Q(organisation_id=actor.organisation_id)
    return Call.objects.filter(found).select_related("organisation__territory")


def binding(call: Call) -> CallVersion | None:
    """The version that binds: the last published one; None while the call is a draft."""
    published = CallVersion.objects.filter(call=call, published_at__isnull=False)
    return published.order_by("-number").first()


def being_written(call: Call) -> CallVersion | None:
    """The version in preparation, if there is one."""
    return CallVersion.objects.filter(call=call, published_at=None).first()


def with_dates(calls: QuerySet[Call]) -> QuerySet[Call]:
    """The calls with `opens_at` and `closes_at` of what binds them, the last to close first."""
    last = CallVersion.objects.filter(call=OuterRef("pk"), published_at__isnull=False)
    newest = last.order_by("-number")
    dated = calls.annotate(
        opens_at=Subquery(newest.values("opens_at")[:1]),
        closes_at=Subquery(newest.values("closes_at")[:1]),
    )
    return dated.order_by(F("closes_at").desc(nulls_first=True), "-pk")
