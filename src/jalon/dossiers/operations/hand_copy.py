from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import CopyHanded
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import HAND_COPY
from jalon.journal.record import record


@transaction.atomic
def hand_copy(*, dossier: Dossier, by: Actor, at: datetime) -> Dossier:
    """Put on record that a copy of the dossier was handed to its person (RGPD, art. 15)."""
    HAND_COPY.require(by, dossier)

    record(CopyHanded(dossier_id=dossier.pk), by=by, at=at)
    return dossier
