from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.strategies.events import StrategyDiscarded
from jalon.strategies.models import Strategy
from jalon.strategies.queries.drafts import draft_to_write
from jalon.strategies.rules import WRITE_STRATEGY


class ContainedElsewhere(Refused):
    """Something of a room above contains it: a project that proposes it."""


@transaction.atomic
def discard_strategy(*, strategy: Strategy, by: Actor, at: datetime) -> None:
    """Give up a version that was never adopted.

    Raises NoLongerADraft, ContainedElsewhere, Denied.
    """
    WRITE_STRATEGY.require(by, strategy.territory)
    draft = draft_to_write(strategy)

    strategy_id, territory_id = draft.pk, draft.territory_id or 0
    draft.steps.all().delete()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # Rooms above hang what they compute on versions that bind, where a page may not look.
            cursor.execute("DELETE FROM strategies_strategy WHERE id = %s", [strategy_id])
            connection.check_constraints()
    except IntegrityError as error:
        raise ContainedElsewhere(
            _("Un projet contient cette version : son porteur l’en ôte d’abord.")
        ) from error

    record(StrategyDiscarded(strategy_id=strategy_id, territory_id=territory_id), by=by, at=at)
