from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier
from jalon.journal.record import record
from jalon.outcomes.effects import closings
from jalon.outcomes.events import DossierClosed
from jalon.outcomes.models import Closing
from jalon.outcomes.rules import CLOSE_DOSSIER


@transaction.atomic
def close_dossier(*, dossier: Dossier, reason: str, by: Actor, at: datetime) -> Closing | None:
    """End the support. The team may still read; the durations of conservation begin to run, and
    the rooms above settle what was to come.

    None when it was closed already. Raises Denied.
    """
    CLOSE_DOSSIER.require(by, dossier)
    dossier = Dossier.objects.select_for_update(no_key=True).get(pk=dossier.pk)
    if dossier.closed_at:
        return None
    dossier.closed_at = at
    dossier.save(update_fields=["closed_at"])
    closing = Closing.objects.create(
        dossier=dossier, reason=reason, closed_at=at, closed_by_id=by.affiliation_id
    )
    record(DossierClosed(dossier_id=dossier.pk, ground=reason), by=by, at=at)
    for settle in closings:
        settle(closing, by, at)
    return closing
