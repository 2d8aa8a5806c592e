"""A territory with a strategy of its own, and dossiers whose milestones one writes by hand."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import connection
from django.utils import timezone

from jalon.deadlines.models import DossierMilestone
from jalon.dossiers.models import Dossier
from jalon.strategies.models import Strategy, StrategyStatus, StrategyStep
from jalon.territories.models import Territory
from tests.deadlines.model import Due, Promise, Said
from tests.factories import AffiliationFactory, OrganisationFactory, TerritoryFactory, make_dossier

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def department(code: str = "57") -> Territory:
    return TerritoryFactory(kind="department", code=code, name=f"Département {code}")


def dossier_in(place: Territory) -> Dossier:
    lead = OrganisationFactory(territory=place)
    return make_dossier(referent=AffiliationFactory(organisation=lead))


def step(promise: Promise, strategy: Strategy, position: int = 0) -> StrategyStep:
    longer, longer_unit = promise.longer or (None, "")
    return StrategyStep(
        strategy=strategy, code=promise.code, time="entry", position=position,
        label=f"Étape {promise.code}", starts_with=promise.starts, ends_with=promise.ends,
        restarts_with=list(promise.restarts), delay=promise.delay[0], unit=promise.delay[1],
        longer_delay=longer, longer_unit=longer_unit, longer_when=list(promise.longer_when),
        source="Repère inventé", tracks=list(promise.tracks),
        suspended_by=list(promise.suspended_by), repeats=promise.repeats,
        responsible="lead_organisation",
    )  # fmt: skip


def proposed(place: Territory, promises: Iterable[Promise], *, number: int = 1) -> Strategy:
    """A version that its territory has still to adopt."""
    writer = AffiliationFactory()
    strategy = Strategy.objects.create(
        territory=place, number=number, title="Stratégie inventée", created_at=NOON,
        written_by=writer.organisation,
    )  # fmt: skip
    StrategyStep.objects.bulk_create(
        step(promise, strategy, position) for position, promise in enumerate(promises)
    )
    Strategy.objects.filter(pk=strategy.pk).update(
        status=StrategyStatus.PROPOSED, proposed_at=NOON, proposed_by=writer
    )
    return strategy


def adopted(
    place: Territory,
    promises: Iterable[Promise],
    *,
    number: int = 1,
    since: dt.date = dt.date(2015, 1, 1),
) -> Strategy:
    """A version that binds from a day on; the former one binds until then."""
    strategy = proposed(place, promises, number=number)
    adopt(strategy, since)
    return strategy


def adopt(strategy: Strategy, since: dt.date) -> None:
    """Have a version bind from a day on."""
    former = Strategy.objects.filter(territory=strategy.territory, status=StrategyStatus.ADOPTED)
    former.update(status=StrategyStatus.SUPERSEDED, valid_until=since)
    Strategy.objects.filter(pk=strategy.pk).update(
        status=StrategyStatus.ADOPTED, valid_from=since, adopted_at=NOON,
        adopted_by=AffiliationFactory(), adoption_text="Délibération inventée",
    )  # fmt: skip


def say(dossier: Dossier, said: Sequence[Said]) -> None:
    """Have these be the milestones of a dossier, and no other."""
    DossierMilestone.objects.filter(dossier=dossier).delete()
    DossierMilestone.objects.bulk_create(
        DossierMilestone(
            dossier=dossier,
            code=one.code,
            reached_on=one.on,
            position=one.position,
            at=NOON,
            details=list(one.details),
            thing=one.thing,
            thread=one.thread,
            undoes=one.undoes,
            need="K",
        )
        for one in said
    )


def clock(dossier: Dossier, at: dt.datetime = NOON) -> set[Due]:
    """What the database says is due in a dossier."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, thread, occurrence, starts_on, start_position, restarts, is_longer,"
            " due_on, suspended_days, suspended_on, met_on, state"
            " FROM jalon_clock(%s, %s, NULL)",
            [[dossier.pk], at],
        )
        return {Due(*row) for row in cursor.fetchall()}


def today() -> dt.date:
    return timezone.localdate()
