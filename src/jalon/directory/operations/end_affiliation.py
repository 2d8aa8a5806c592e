from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.directory.departures import leave, require_successor
from jalon.directory.rules import END_AFFILIATION


@transaction.atomic
def end_affiliation(*, affiliation: Affiliation, by: Actor, at: datetime) -> Affiliation:
    """End a person's place today: their rights under this hat stop with the commit.

    Raises LastManager, Denied, or the refusal of a room above (people still followed). Its fact,
    AffiliationEnded, is recorded by `departures.leave`.
    """
    END_AFFILIATION.require(by, affiliation)

    require_successor(affiliation, by=by)
    hat = Affiliation.objects.select_for_update().get(pk=affiliation.pk)
    if hat.ended_on is None or hat.ended_on > by.today:
        leave(hat, by=by, at=at)
    return hat
