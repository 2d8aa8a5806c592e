"""The versions an actor may read, territory by territory."""

from django.db.models import Q

from jalon.accounts.actor import Actor
from jalon.strategies.models import Strategy
from jalon.strategies.models.strategy import BINDING, StrategyQuerySet
from jalon.strategies.queries.in_force import holders
from jalon.strategies.rules import place_of
from jalon.territories.models import Territory, TerritoryKind


def readable(actor: Actor | None) -> StrategyQuerySet:
    """What READ_STRATEGY allows: all that binds; what is being written, in one's own territory."""
    found = Q(status__in=BINDING)
    if actor is not None and actor.affiliation_id is not None:
        found |= Q(territory__isnull=False) & _related(place_of(actor))
    strategies = Strategy.objects.filter(found)
    return strategies.select_related("territory", "written_by", "proposed_by__user")


def versions(territory: Territory | None, *, actor: Actor | None) -> StrategyQuerySet:
    """The versions of one territory that an actor may read, the last one first."""
    return readable(actor).filter(territory=territory).order_by("-number")


def territories_of(actor: Actor) -> list[Territory]:
    """The territories of an actor that may have a strategy: one's own first, then those above."""
    place = place_of(actor)
    above = [pk for pk in holders(place) if pk]
    found = Territory.objects.exclude(kind=TerritoryKind.COUNTRY).in_bulk(above)
    return [found[pk] for pk in above if pk in found]


def _related(place: Territory) -> Q:
    """Territories that hold the place, or that the place holds."""
    related = Q(territory__in=[pk for pk in holders(place) if pk])
    related |= Q(territory__kind=TerritoryKind.COUNTRY)
    if place.kind == TerritoryKind.COUNTRY:
        return Q()
    for holder in ("epci", "department", "region"):
        related |= Q(**{f"territory__{holder}": place})
    return related
