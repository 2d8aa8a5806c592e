from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import LimitationEnded
from jalon.dossiers.models import Limitation
from jalon.dossiers.rules import END_LIMITATION
from jalon.journal.record import record


@transaction.atomic
def end_limitation(*, limitation: Limitation, by: Actor, at: datetime) -> Limitation:
    """Let what was kept as it is be written again; one already ended stays as it is."""
    END_LIMITATION.require(by, limitation)

    limitation = Limitation.objects.select_for_update().get(pk=limitation.pk)
    if limitation.ended_at:
        return limitation
    limitation.ended_at = at
    limitation.save(update_fields=["ended_at"])

    fact = LimitationEnded(dossier_id=limitation.dossier_id, limitation_id=limitation.pk)
    record(fact, by=by, at=at)
    return limitation
