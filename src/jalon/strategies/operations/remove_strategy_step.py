from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.strategies.delays import legal_text
from jalon.strategies.events import StrategyStepRemoved
from jalon.strategies.models import StrategyStep
from jalon.strategies.queries.drafts import draft_to_write
from jalon.strategies.rules import WRITE_STRATEGY


class AskedByTheLaw(Refused):
    """A territory promises more than the law; it cannot drop what the law promises."""


@transaction.atomic
def remove_strategy_step(*, step: StrategyStep, by: Actor, at: datetime) -> None:
    """Take a step out of a draft, with its means. Raises AskedByTheLaw, NoLongerADraft, Denied."""
    WRITE_STRATEGY.require(by, step.strategy.territory)
    draft_to_write(step.strategy)
    if step.legal_key:
        raise AskedByTheLaw(
            _("Cette étape est demandée par la loi (%(text)s) : elle reste dans la stratégie.")
            % {"text": legal_text(step.legal_key, on=by.today)}
        )

    strategy_id, code = step.strategy_id, step.code
    step.delete()

    record(StrategyStepRemoved(strategy_id=strategy_id, step=code), by=by, at=at)
