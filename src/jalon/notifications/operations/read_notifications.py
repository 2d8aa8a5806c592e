from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.notifications.queries.listing import told_to
from jalon.notifications.rules import READ_NOTIFICATIONS


@transaction.atomic
def read_notifications(
    *, numbers: Collection[UUID] | None, by: Actor | PersonActor, at: datetime, family: str = ""
) -> int:
    """Mark one's own as read: those, or all when None (of one family); how many were not."""
    READ_NOTIFICATIONS.require(by, None)
    waiting = told_to(by).unread()
    if numbers is not None:
        waiting = waiting.filter(public_id__in=numbers)
    elif family:
        waiting = waiting.filter(family=family)
    return waiting.update(read_at=at)
