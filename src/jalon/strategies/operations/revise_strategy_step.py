from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.strategies.events import StrategyStepRevised
from jalon.strategies.models import StrategyStep
from jalon.strategies.queries.drafts import WRITABLE, draft_to_write, require_unchanged
from jalon.strategies.queries.law import FIXED_BY_LAW, require_lawful
from jalon.strategies.queries.spoken import label_of
from jalon.strategies.rules import WRITE_STRATEGY


class FixedByLaw(Refused):
    """A legal delay runs from where to where the text says, for whom it says."""


@transaction.atomic
def revise_strategy_step(
    *, step: StrategyStep, revision: int, changes: Mapping[str, Any], by: Actor, at: datetime
) -> StrategyStep:
    """Write a step of a draft: its label, delay, milestones, responsible body, indicator…

    `revision`: the one that was read; `changes`: values of fields among WRITABLE. Nothing is
    recorded when nothing changes. Raises WrittenMeanwhile, NoLongerADraft, LongerThanTheLaw,
    FixedByLaw, Denied, and KeyError for an unknown field.
    """
    WRITE_STRATEGY.require(by, step.strategy.territory)
    draft_to_write(step.strategy)
    require_unchanged(step, revision)
    step = StrategyStep.objects.select_related("strategy").get(pk=step.pk)
    if unknown := set(changes) - set(WRITABLE):
        raise KeyError(f"unknown fields {sorted(unknown)}; known: {', '.join(WRITABLE)}")
    changed = tuple(name for name in WRITABLE if name in changes and _differs(step, name, changes))
    if not changed:
        return step
    if step.legal_key and (fixed := set(changed) & set(FIXED_BY_LAW)):
        labels = ", ".join(label_of(name) for name in sorted(fixed))
        raise FixedByLaw(_("La loi fixe cela pour cette étape : %(what)s.") % {"what": labels})

    for name in changed:
        setattr(step, name, changes[name])
    require_lawful(step, on=by.today)
    step.revision += 1
    step.save(update_fields=[*changed, "revision"])

    record(
        StrategyStepRevised(strategy_id=step.strategy_id, step=step.code, fields=changed),
        by=by,
        at=at,
    )
    return step


def _differs(step: StrategyStep, name: str, changes: Mapping[str, Any]) -> bool:
    return bool(getattr(step, name) != changes[name])
