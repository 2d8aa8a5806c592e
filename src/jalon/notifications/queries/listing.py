"""What is told to one reader: what row security lets them see of it today, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.notifications.models import Family, Notification, NotificationQuerySet

PAGE: Final = 100
MOST: Final = 99  # the bell counts no further


@dataclass(frozen=True)
class Filters:
    """`unread`: those alone; `family`: one of Family, or "" for all."""

    unread: bool = False
    family: str = ""


def told_to(actor: Actor | PersonActor) -> NotificationQuerySet:
    """Those of this hat alone (or of the person): another hat has its own."""
    hat: Any = actor.affiliation_id  # None is the person herself
    return Notification.objects.filter(user_id=actor.user_id, affiliation_id=hat)


def page(
    actor: Actor | PersonActor,
    filters: Filters,
    *,
    before: tuple[datetime, int] | None = None,
    size: int = PAGE,
) -> tuple[list[Notification], tuple[datetime, int] | None]:
    """One page, and the key of the one that follows."""
    rows = told_to(actor)
    if filters.unread:
        rows = rows.unread()
    if filters.family in Family.values:
        rows = rows.filter(family=filters.family)
    if before is not None:
        at, number = before
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=number))
    found = list(rows.order_by("-at", "-pk")[: size + 1])
    items = found[:size]
    return items, (items[-1].at, items[-1].pk) if len(found) > size else None


def named(items: list[Notification]) -> dict[int, Dossier]:
    """The dossiers that the reader may know by name; what is addressed to them shows no name."""
    numbers = {one.dossier_id for one in items if one.need and one.dossier_id}
    return Dossier.objects.select_related("person").in_bulk(numbers)


def unread_count(actor: Actor | PersonActor) -> int:
    """How many wait, and no more than one above MOST."""
    return told_to(actor).unread()[: MOST + 1].count()
