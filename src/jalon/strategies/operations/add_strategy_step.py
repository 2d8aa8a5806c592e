from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.strategies.events import StrategyStepAdded
from jalon.strategies.models import Strategy, StrategyStep
from jalon.strategies.queries.drafts import WRITABLE, draft_to_write
from jalon.strategies.rules import WRITE_STRATEGY

LONGEST_STEM = 50


@transaction.atomic
def add_strategy_step(
    *, strategy: Strategy, values: Mapping[str, Any], by: Actor, at: datetime
) -> StrategyStep:
    """Promise one more thing than the law: a step of the territory's own, last of its time.

    `values`: fields among WRITABLE. Its code, made of its label, names it in all versions to come.
    Raises NoLongerADraft, Denied, and KeyError for an unknown field.
    """
    WRITE_STRATEGY.require(by, strategy.territory)
    draft_to_write(strategy)
    if unknown := set(values) - set(WRITABLE):
        raise KeyError(f"unknown fields {sorted(unknown)}; known: {', '.join(WRITABLE)}")

    last = strategy.steps.aggregate(last=Max("position"))["last"] or 0
    step = StrategyStep.objects.create(
        strategy=strategy,
        code=_code(strategy, str(values["label"])),
        **{"position": last + 1, **values},
    )

    record(StrategyStepAdded(strategy_id=strategy.pk, step=step.code), by=by, at=at)
    return step


def _code(strategy: Strategy, label: str) -> str:
    """A word of the label that no step of this territory, in any version, has had."""
    stem = slugify(label)[:LONGEST_STEM].replace("-", "_") or "etape"
    known = StrategyStep.objects.filter(strategy__territory=strategy.territory)
    taken = set(known.values_list("code", flat=True))
    number, code = 2, stem
    while code in taken:
        number, code = number + 1, f"{stem}_{number}"
    return code
