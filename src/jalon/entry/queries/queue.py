"""The queue of a service that orients: what waits, oldest clock first, names of one's own alone.

A dossier that nobody has taken in hand is a clock and a number: its name is read once it is taken.
"""

from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Q, QuerySet

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries.paging import PAGE, Page, Sort, keys_of_page, page_of
from jalon.entry.models import Orientation, Reorientation, ReorientationState
from jalon.entry.rules import bodies_relieved_by, orients

OLDEST_FIRST: Final = Sort("received_on", date.fromisoformat)
FREE, MINE, LATE, FLAGGED = "libres", "a-moi", "retard", "signalees"


def waiting(actor: Actor) -> QuerySet[Orientation]:
    """To be decided by the actor's body, or by France Travail once the delay has passed."""
    if not orients.holds(actor, None):
        return Orientation.objects.none()
    relieved = Q(flagged_at__isnull=False, organisation_id__in=bodies_relieved_by(actor))
    asked = Orientation.objects.filter(
        Q(organisation_id=actor.organisation_id) | relieved, decided_at=None
    )
    return asked.exclude(dossier_id__in=_closed(actor))


def _closed(actor: Actor) -> list[int]:
    """Dossiers of the queue that are closed: nobody has to orient before they open again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT jalon_closed_in_queue(%s)", [actor.organisation_id])
        return [row[0] for row in cursor.fetchall()]


def filtered(actor: Actor, state: str) -> QuerySet[Orientation]:
    """`state`: one of the four words, or "" for all."""
    asked = {
        FREE: free(actor),
        MINE: Q(taken_by_id=actor.affiliation_id),
        LATE: Q(due_on__lt=actor.today),
        FLAGGED: Q(flagged_at__isnull=False),
    }
    return waiting(actor).filter(asked.get(state, Q()))


def free(actor: Actor) -> Q:
    """Nobody has it in hand, or somebody who has left."""
    in_force = Affiliation.objects.in_force(actor.today)
    return Q(taken_by=None) | ~Q(taken_by__in=in_force)


def page(actor: Actor, state: str, *, after: str = "", size: int = PAGE) -> Page[Orientation]:
    """One page of the queue."""
    chosen = keys_of_page(filtered(actor, state), OLDEST_FIRST, after, size)
    shown = Orientation.objects.filter(pk__in=chosen)
    return page_of(shown.select_related("organisation", "taken_by__user"), OLDEST_FIRST, size)


def figures(actor: Actor) -> dict[str, int]:
    """How many wait: in all, free, in my hands, late, flagged; one statement."""
    return waiting(actor).aggregate(
        all=Count("pk"),
        free=Count("pk", filter=free(actor)),
        mine=Count("pk", filter=Q(taken_by_id=actor.affiliation_id)),
        late=Count("pk", filter=Q(due_on__lt=actor.today)),
        flagged=Count("pk", filter=Q(flagged_at__isnull=False)),
    )


def next_free(actor: Actor) -> Orientation | None:
    """The one whose clock has run longest and that nobody has in hand."""
    return waiting(actor).filter(free(actor)).order_by("received_on", "public_id").first()


def in_hand(actor: Actor) -> QuerySet[Orientation]:
    """Those the actor has taken and that are not yet over for them."""
    held = Orientation.objects.filter(taken_by_id=actor.affiliation_id, notified_at=None)
    return held.select_related("dossier__person", "organisation", "lead_organisation")


def to_hand_over(actor: Actor) -> QuerySet[Orientation]:
    """Decided by the actor, and that the person does not know yet: a letter to send."""
    return in_hand(actor).filter(decided_at__isnull=False).order_by("decided_at", "pk")


def left_letters(actor: Actor) -> QuerySet[Orientation]:
    """Decided here by somebody who has left, and that the person does not know yet."""
    if not orients.holds(actor, None):
        return Orientation.objects.none()
    untold = Orientation.objects.filter(
        organisation_id=actor.organisation_id, decided_at__isnull=False, notified_at=None
    )
    mine = Q(taken_by_id=actor.affiliation_id)
    left = untold.filter(free(actor)).exclude(mine).exclude(dossier_id__in=_closed(actor))
    return left.order_by("decided_at", "pk")


def to_take(actor: Actor) -> QuerySet[Orientation]:
    """What the actor may take in hand: to decide, or to tell."""
    return waiting(actor) | left_letters(actor)


def requests(actor: Actor) -> QuerySet[Reorientation]:
    """Requests for another orientation that wait for an answer of the actor's body."""
    if not orients.holds(actor, None):
        return Reorientation.objects.none()
    asked = Reorientation.objects.filter(
        organisation_id=actor.organisation_id, state=ReorientationState.PENDING
    )
    asked = asked.exclude(dossier_id__in=_closed(actor)).select_related("taken_by__user")
    return asked.order_by("requested_at", "pk")


def names(actor: Actor, rows: list[Any]) -> dict[int, Dossier]:
    """The dossiers, with their person, of the rows that the actor has in hand."""
    mine = [row.dossier_id for row in rows if row.taken_by_id == actor.affiliation_id]
    found = Dossier.objects.filter(pk__in=mine).select_related("person") if mine else []
    return {dossier.pk: dossier for dossier in found}
