"""Who meets around the strategy of an invented département."""

import datetime as dt

from django.utils import timezone

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.journal.models import Entry
from jalon.strategies.models import Strategy, StrategyStep
from jalon.strategies.operations import (
    adopt_strategy,
    draft_strategy,
    propose_strategy,
    revise_strategy_step,
)
from jalon.territories.models import Territory, TerritoryKind
from tests.factories import (
    LONG_AGO,
    AffiliationFactory,
    OrganisationFactory,
    TerritoryFactory,
    UserFactory,
    actor,
)


def department(code: str = "901", name: str = "Val-Inventé") -> Territory:
    """A département of a région; the national strategy is there."""
    region = TerritoryFactory(kind=TerritoryKind.REGION, code=f"R{code}", name=f"Région {name}")
    found: Territory = TerritoryFactory(
        kind=TerritoryKind.DEPARTMENT, code=code, name=name, region=region
    )
    return found


def epci(within: Territory, code: str = "900000001") -> Territory:
    found: Territory = TerritoryFactory(
        kind=TerritoryKind.EPCI, code=code, name="Pays de l'Exemple",
        region=within.region, department=within, valid_from=LONG_AGO,
    )  # fmt: skip
    return found


def hat(
    place: Territory,
    kind: str = OrganisationKind.DEPARTEMENT,
    role: str = AffiliationRole.MANAGER,
    last_name: str = "Exemple",
) -> Affiliation:
    """Somebody who answers for a body of the place."""
    found: Affiliation = AffiliationFactory(
        organisation=OrganisationFactory(kind=kind, territory=place),
        role=role,
        user=UserFactory(last_name=last_name),
    )
    return found


def colleague(of: Affiliation, last_name: str, role: str = AffiliationRole.STEERING) -> Affiliation:
    found: Affiliation = AffiliationFactory(
        organisation=of.organisation, role=role, user=UserFactory(last_name=last_name)
    )
    return found


def two_people(place: Territory) -> tuple[Actor, Actor]:
    """Of the conseil départemental: who writes and proposes, and who adopts."""
    writer = hat(place, last_name="Écrivant")
    return actor(writer), actor(colleague(writer, "Décidant"))


def stranger() -> Actor:
    """Who answers for the conseil départemental of another département."""
    return actor(hat(department("902", "Autre-Département")))


def kinds_of(stream: str) -> list[str]:
    """The facts of a stream, oldest first."""
    return list(
        Entry.objects.filter(stream=stream).order_by("position").values_list("kind", flat=True)
    )


def draft(place: Territory, by: Actor) -> Strategy:
    return draft_strategy(territory=place, title="Un rendez-vous vite", by=by, at=timezone.now())


def step_of(strategy: Strategy, code: str) -> StrategyStep:
    return StrategyStep.objects.select_related("strategy__territory").get(
        strategy=strategy, code=code
    )


def shorten(strategy: Strategy, by: Actor, days: int = 15) -> StrategyStep:
    """The first appointment within so many days."""
    step = step_of(strategy, "first_appointment")
    changes = {"delay": days, "unit": "days"}
    return revise_strategy_step(
        step=step, revision=step.revision, changes=changes, by=by, at=timezone.now()
    )


def proposed(place: Territory, by: Actor, days: int = 15) -> Strategy:
    version = draft(place, by)
    shorten(version, by, days)
    return propose_strategy(
        strategy=version, intention="Personne n'attend.", by=by, at=timezone.now()
    )


def adopted(
    place: Territory, writer: Actor, decider: Actor, *, valid_from: dt.date, days: int = 15
) -> Strategy:
    return adopt_strategy(
        strategy=proposed(place, writer, days),
        valid_from=valid_from,
        adoption_text="Délibération inventée",
        by=decider,
        at=timezone.now(),
    )
