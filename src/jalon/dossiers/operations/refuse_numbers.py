from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import NumbersRefused
from jalon.dossiers.rules import OPEN_DOSSIER
from jalon.journal.record import record


@transaction.atomic
def refuse_numbers(*, by: Actor, at: datetime) -> None:
    """Keep that this account gave numbers that are somebody else's: whoever tries many is seen.

    Whose they are is not kept. Raises Denied.
    """
    OPEN_DOSSIER.require(by, None)

    record(NumbersRefused(user_id=by.user_id), by=by, at=at)
