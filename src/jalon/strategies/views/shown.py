"""A version as its page shows it: three times, each step in words, the means in all."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from jalon.strategies.delays import legal_delay, legal_text
from jalon.strategies.milestones import Suspension, Track
from jalon.strategies.models import MeansKind, Strategy, StrategyMeans, StrategyStep, StrategyTime
from jalon.strategies.queries.in_force import in_order
from jalon.strategies.queries.spoken import borne_by, brought, listed, spoken
from jalon.ui.words import number


def times(version: Strategy) -> list[dict[str, Any]]:
    """Entry, follow-up, offer: the label of each, and its steps in words."""
    day = version.valid_from or timezone.localdate()
    steps = list(in_order(version.steps.prefetch_related("means__organisation")))
    return [
        {
            "code": time.value,
            "label": time.label,
            "steps": [shown(step, day) for step in steps if step.time == time],
        }
        for time in StrategyTime
    ]


def shown(step: StrategyStep, day: date) -> dict[str, Any]:
    """What the page says of a step."""
    return {
        "step": step,
        "delay": step.promised,
        "longer": spoken(step, "longer_delay") if step.longer else "",
        "from": step.get_starts_with_display(),
        "to": step.get_ends_with_display(),
        "law": law_of(step, day),
        "who": borne_by(step),
        "tracks": listed(step.tracks, Track),
        "suspended": listed(step.suspended_by, Suspension),
        "always_suspended": set(step.suspended_by) == set(Suspension.values),
        "means": [(brought(one), one.organisation) for one in step.means.all()],
    }


def law_of(step: StrategyStep, day: date) -> dict[str, Any] | None:
    """The longest delay of the text, and the text; None for a promise of the territory's own."""
    if not step.legal_key:
        return None
    longer = legal_delay(step.longer_legal_key, on=day) if step.longer_legal_key else None
    return {
        "delay": legal_delay(step.legal_key, on=day),
        "longer": longer,
        "text": legal_text(step.legal_key, on=day),
    }


def means_in_all(version: Strategy) -> list[str]:
    """« 3,5 équivalents temps plein », « 120 places »: what all bodies bring to all steps."""
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for one in StrategyMeans.objects.filter(step__strategy=version):
        totals[one.kind] += one.amount
    return [f"{number(totals[kind])} {kind.label}" for kind in MeansKind if totals[kind]]
