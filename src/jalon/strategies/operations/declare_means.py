from datetime import datetime
from decimal import Decimal

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.accounts.models import Organisation
from jalon.journal.record import record
from jalon.strategies.events import MeansDeclared
from jalon.strategies.models import StrategyMeans, StrategyStep
from jalon.strategies.queries.drafts import draft_to_write
from jalon.strategies.rules import WRITE_STRATEGY


@transaction.atomic
def declare_means(
    *,
    step: StrategyStep,
    organisation: Organisation,
    kind: str,
    amount: Decimal,
    by: Actor,
    at: datetime,
) -> None:
    """Say what a body brings to a step of a draft: posts, places or euros; 0 for nothing any more.

    Raises NoLongerADraft, Denied.
    """
    WRITE_STRATEGY.require(by, step.strategy.territory)
    draft_to_write(step.strategy)

    lines = StrategyMeans.objects.filter(step=step, organisation=organisation, kind=kind)
    if not amount:
        lines.delete()
    elif not lines.update(amount=amount):
        StrategyMeans.objects.create(step=step, organisation=organisation, kind=kind, amount=amount)

    record(
        MeansDeclared(
            strategy_id=step.strategy_id, step=step.code, organisation_id=organisation.pk
        ),
        by=by,
        at=at,
    )
