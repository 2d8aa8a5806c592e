"""The projects that somebody may read; what may not be read does not exist."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from jalon.accounts.actor import Actor
from jalon.calls.rules import answers_for_the_state
from jalon.projects.models import Filing, Member, Project
from jalon.projects.rules import SHOWN_TO_THE_STATE, answers_for_a_body
from jalon.projects.states import ABOARD


def readable(actor: Actor) -> QuerySet[Project]:
    """What READ_PROJECT allows."""
    found: Any = Q(pk__in=[])
    if answers_for_a_body.holds(actor, None):
        found |= Q(carrier_id=actor.organisation_id) | Exists(_seat_of(actor, ABOARD))
    if answers_for_the_state.holds(actor, None):
        filed = Exists(Filing.objects.filter(project=OuterRef("pk")))
        found |= Q(filed, state__in=SHOWN_TO_THE_STATE, call__organisation_id=actor.organisation_id)
    return Project.objects.filter(found).select_related("call", "carrier")


def of_one_s_body(actor: Actor) -> QuerySet[Project]:
    """The projects that one's body carries or is aboard, the last begun first."""
    own = Q(carrier_id=actor.organisation_id) | Exists(_seat_of(actor, ABOARD))
    return readable(actor).filter(own).order_by("-pk")


def _seat_of(actor: Actor, states: tuple[str, ...]) -> QuerySet[Member]:
    return Member.objects.filter(
        project=OuterRef("pk"), organisation_id=actor.organisation_id, state__in=states
    )
