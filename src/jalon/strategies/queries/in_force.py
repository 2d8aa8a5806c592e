"""Which version binds a place on a day: its own, else that of what holds it, else the national."""

from datetime import date

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from jalon.strategies.models import Strategy, StrategyStep, StrategyTime
from jalon.strategies.models.strategy import StrategyQuerySet
from jalon.territories.models import Territory


def in_force(on: date) -> StrategyQuerySet:
    """Every version that binds somewhere that day: at most one by territory, and the national."""
    not_over = Q(valid_until=None) | Q(valid_until__gt=on)
    return Strategy.objects.binding().filter(not_over, valid_from__lte=on)


def strategy_in_force(place: Territory | None, on: date) -> Strategy | None:
    """The version that binds a place that day, with its steps in order; None before the first.

    The territory itself, then its EPCI, département, région, then the national one.
    Two statements.
    """
    by_territory = {one.territory_id: one for one in _with_steps(in_force(on), holders(place))}
    for holder in holders(place):
        if holder in by_territory:
            return by_territory[holder]
    return None


def holders(place: Territory | None) -> list[int | None]:
    """The territories whose strategy may bind a place, the nearest first; None is the national."""
    if place is None:
        return [None]
    found = [place.pk, place.epci_id, place.department_id, place.region_id]
    return [*dict.fromkeys(pk for pk in found if pk), None]


def steps_of(strategy: Strategy) -> list[StrategyStep]:
    """Its steps in the order of the path."""
    return list(in_order(strategy.steps.all()))


def in_order(steps: "QuerySet[StrategyStep]") -> "QuerySet[StrategyStep]":
    """Entry, follow-up, offer; then as the territory has placed them."""
    times = [When(time=time, then=Value(rank)) for rank, time in enumerate(StrategyTime)]
    return steps.order_by(Case(*times, output_field=IntegerField()), "position", "pk")


def _with_steps(strategies: StrategyQuerySet, territories: list[int | None]) -> StrategyQuerySet:
    within = Q(territory__in=[pk for pk in territories if pk]) | Q(territory=None)
    ordered = Prefetch("steps", in_order(StrategyStep.objects.all()))
    return strategies.filter(within).select_related("territory").prefetch_related(ordered)
