from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.strategies.events import StrategyWithdrawn
from jalon.strategies.models import Strategy, StrategyStatus
from jalon.strategies.rules import WRITE_STRATEGY


class NotProposed(Refused):
    """Adopted, it binds; a draft, it was never proposed."""


@transaction.atomic
def withdraw_strategy(*, strategy: Strategy, by: Actor, at: datetime) -> Strategy:
    """Make a proposal a draft again, to be changed. Raises NotProposed, Denied."""
    WRITE_STRATEGY.require(by, strategy.territory)
    locked = Strategy.objects.select_for_update().get(pk=strategy.pk)
    if locked.status != StrategyStatus.PROPOSED:
        raise NotProposed(_("Cette version n’est pas proposée : il n’y a rien à retirer."))

    locked.status = StrategyStatus.DRAFT
    locked.proposed_at = locked.proposed_by = None
    locked.save(update_fields=["status", "proposed_at", "proposed_by"])

    record(StrategyWithdrawn(strategy_id=locked.pk), by=by, at=at)
    return locked
