from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.notifications.queries.listing import told_to
from jalon.notifications.rules import UNREAD_NOTIFICATIONS


@transaction.atomic
def unread_notifications(
    *,
    numbers: Collection[UUID] | None = None,
    by: Actor | PersonActor,
    at: datetime,
    since: datetime | None = None,
) -> int:
    """Take reading back: of those, or of all that were marked at the instant `since`."""
    UNREAD_NOTIFICATIONS.require(by, None)
    marked = told_to(by).filter(read_at__lte=at)
    marked = (
        marked.filter(public_id__in=numbers or ())
        if since is None
        else marked.filter(read_at=since)
    )
    return marked.update(read_at=None)
