from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.exchanges.events import MessagesAcknowledged
from jalon.exchanges.rules import ACKNOWLEDGE_MESSAGES
from jalon.journal.record import record


@transaction.atomic
def acknowledge_messages(
    *, dossier: Dossier, seen: Collection[int], by: Actor | PersonActor, at: datetime
) -> int:
    """Say that one has read those of the other side's messages that one has seen; how many."""
    ACKNOWLEDGE_MESSAGES.require(by, dossier)
    is_person = isinstance(by, PersonActor)
    waiting = dossier.messages.filter(pk__in=seen, read_at=None, author__isnull=not is_person)
    count = waiting.update(read_at=at, read_by=by.affiliation_id)
    if count:
        side = "person" if is_person else "body"
        fact = MessagesAcknowledged(dossier_id=dossier.pk, role=side)
        record(fact, by=by, at=at)
    return count
