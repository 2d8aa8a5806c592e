"""The calls that somebody may read, and what binds in each."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet

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


@dataclass(frozen=True)
class DatedCall:
    """A call and the dates of what binds it; None before it is published."""

    call: Call
    opens_at: datetime | None
    closes_at: datetime | None


def with_dates(calls: QuerySet[Call]) -> list[DatedCall]:
    """The calls with their dates, the last to close first: two statements."""
    found = list(calls)
    published = CallVersion.objects.filter(call__in=found, published_at__isnull=False)
    last = {one.call_id: one for one in published.order_by("number")}
    dated = [
        DatedCall(
            one,
            last[one.pk].opens_at if one.pk in last else None,
            last[one.pk].closes_at if one.pk in last else None,
        )
        for one in found
    ]
    latest = datetime.max.replace(tzinfo=UTC)
    return sorted(dated, key=lambda one: (one.closes_at or latest, one.call.pk), reverse=True)
