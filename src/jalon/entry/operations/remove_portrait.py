from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.entry.events import PortraitRemoved
from jalon.entry.models import Portrait
from jalon.entry.rules import SHOW_PORTRAIT
from jalon.journal.record import record


@transaction.atomic
def remove_portrait(*, affiliation: Affiliation, by: Actor, at: datetime) -> None:
    """Show one's face no more; without any, nothing happens. Raises Denied."""
    SHOW_PORTRAIT.require(by, affiliation)
    gone, _ = Portrait.objects.filter(affiliation=affiliation).delete()
    if gone:
        fact = PortraitRemoved(
            affiliation_id=affiliation.pk, organisation_id=affiliation.organisation_id
        )
        record(fact, by=by, at=at)
