from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.accounts.models import Habilitation
from jalon.directory.events import HabilitationEnded
from jalon.directory.rules import END_HABILITATION
from jalon.journal.record import record


@transaction.atomic
def end_habilitation(*, habilitation: Habilitation, by: Actor, at: datetime) -> Habilitation:
    """End a trust today: what it opened closes with the commit, on open screens too.

    Ending twice changes nothing. Raises Denied.
    """
    END_HABILITATION.require(by, habilitation)

    locked = Habilitation.objects.select_for_update(of=("self",)).select_related("affiliation")
    trust = locked.get(pk=habilitation.pk)
    if trust.ended_on <= by.today:
        return trust
    trust.ended_on = max(by.today, trust.started_on)
    trust.save(update_fields=["ended_on"])

    fact = HabilitationEnded(
        habilitation_id=trust.pk,
        affiliation_id=trust.affiliation_id,
        organisation_id=trust.affiliation.organisation_id,
        ground=trust.kind,
    )
    record(fact, by=by, at=at)
    return trust
