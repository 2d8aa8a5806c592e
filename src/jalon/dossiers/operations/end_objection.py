from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import ObjectionEnded
from jalon.dossiers.models import Objection
from jalon.dossiers.rules import END_OBJECTION
from jalon.journal.record import record


@transaction.atomic
def end_objection(*, objection: Objection, by: Actor, at: datetime) -> Objection:
    """Open again what the person no longer objects to; one already ended stays as it is."""
    END_OBJECTION.require(by, objection)

    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.ended_at:
        return objection
    objection.ended_at = at
    objection.save(update_fields=["ended_at"])

    dossier = objection.dossier
    told_to = dossier.referent.organisation_id
    record(
        ObjectionEnded(dossier_id=dossier.pk, objection_id=objection.pk, told_to=told_to),
        by=by,
        at=at,
    )
    return objection
