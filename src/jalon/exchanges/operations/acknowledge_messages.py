from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.exchanges.events import MessagesAcknowledged
from jalon.exchanges.rules import ACKNOWLEDGE_MESSAGES
from jalon.journal.record import record


@transaction.atomic
def acknowledge_messages(*, dossier: Dossier, by: Actor | PersonActor, at: datetime) -> int:
    """Say that one has read what the other side wrote; how many messages that was."""
    ACKNOWLEDGE_MESSAGES.require(by, dossier)
    is_person = isinstance(by, PersonActor)
    waiting = dossier.messages.filter(read_at=None, author__isnull=not is_person)
    count = waiting.update(read_at=at, read_by=by.affiliation_id)
    if count:
        side = "person" if is_person else "body"
        fact = MessagesAcknowledged(dossier_id=dossier.pk, role=side)
        record(fact, by=by, at=at)
    return count
