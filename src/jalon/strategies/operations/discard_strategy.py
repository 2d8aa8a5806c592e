from datetime import datetime

from django.db import connection, transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.strategies.events import StrategyDiscarded
from jalon.strategies.models import Strategy
from jalon.strategies.queries.drafts import draft_to_write
from jalon.strategies.rules import WRITE_STRATEGY


@transaction.atomic
def discard_strategy(*, strategy: Strategy, by: Actor, at: datetime) -> None:
    """Give up a version that was never adopted. Raises NoLongerADraft, Denied."""
    WRITE_STRATEGY.require(by, strategy.territory)
    draft = draft_to_write(strategy)

    strategy_id, territory_id = draft.pk, draft.territory_id or 0
    draft.steps.all().delete()
    with connection.cursor() as cursor:
        # Rooms above hang what they compute on versions that bind, where a page may not look.
        cursor.execute("DELETE FROM strategies_strategy WHERE id = %s", [strategy_id])

    record(StrategyDiscarded(strategy_id=strategy_id, territory_id=territory_id), by=by, at=at)
