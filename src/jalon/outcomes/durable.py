"""Whether a job is durable, as the texts count it; nothing here is decided about a person."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from jalon.kernel.months import months_after
from jalon.outcomes.models import JobContract, Outcome, OutcomeKind
from jalon.parameters.queries import integer

# Without an end, a job of this kind is durable from its first day.
LASTING: Final = frozenset({JobContract.PERMANENT, JobContract.PUBLIC})
# Told apart in every figure, never counted among durable jobs.
TOLD_APART: Final = frozenset({JobContract.INTEGRATION, JobContract.AIDED})


@dataclass(frozen=True)
class Durability:
    """`is_durable`: counted as such. `is_apart`: an aided contract, told apart."""

    is_durable: bool
    is_apart: bool


def durability(outcome: Outcome, *, on: date) -> Durability:
    """A permanent job, or one planned for the months of `outcome.durable_months` at least."""
    if outcome.kind != OutcomeKind.EMPLOYMENT:
        return Durability(is_durable=False, is_apart=False)
    if outcome.contract in TOLD_APART:
        return Durability(is_durable=False, is_apart=True)
    if outcome.contract in LASTING and outcome.planned_end_on is None:
        return Durability(is_durable=True, is_apart=False)
    least = months_after(outcome.started_on, integer("outcome.durable_months", on=on))
    end = outcome.planned_end_on
    return Durability(is_durable=end is not None and end >= least, is_apart=False)
