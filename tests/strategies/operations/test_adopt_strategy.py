import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.strategies.binding import AdoptedTooEarly
from jalon.strategies.models import Strategy, StrategyStatus
from jalon.strategies.operations import adopt_strategy
from jalon.strategies.operations.adopt_strategy import NothingToAdopt
from jalon.strategies.queries.in_force import strategy_in_force
from jalon.strategies.queries.law import LegalStepMissing
from tests.factories import actor
from tests.strategies.situations import (
    adopted,
    colleague,
    department,
    draft,
    hat,
    proposed,
    stranger,
    two_people,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY, NEW_YEAR = dt.date(2026, 11, 24), dt.date(2027, 1, 1)


def adopt(version, by, valid_from=NEW_YEAR):
    return adopt_strategy(
        strategy=version, valid_from=valid_from, adoption_text="Délibération du 3 décembre",
        by=by, at=timezone.now(),
    )  # fmt: skip


def test_a_version_binds_from_its_day_and_the_former_until_then():
    place = department()
    writer, decider = two_people(place)
    first = adopted(place, writer, decider, valid_from=TODAY, days=20)

    second = adopt(proposed(place, writer, days=10), decider)

    first.refresh_from_db()
    assert (first.status, first.valid_until) == (StrategyStatus.SUPERSEDED, NEW_YEAR)
    assert (second.status, second.valid_until) == (StrategyStatus.ADOPTED, None)
    assert strategy_in_force(place, NEW_YEAR - dt.timedelta(days=1)) == first
    assert strategy_in_force(place, NEW_YEAR) == second
    [entry] = Entry.objects.filter(stream=f"strategy/{second.pk}", kind="strategy.adopted")
    assert entry.payload == {
        "strategy_id": second.pk,
        "territory_id": place.pk,
        "former_id": first.pk,
        "valid_from": "2027-01-01",
    }


def test_two_different_people_and_the_authority_of_the_territory():
    place = department()
    writer = hat(place, last_name="Écrivant")
    version = proposed(place, actor(writer))
    namesake = colleague(writer, "écrivant")
    others = {
        "who proposed": actor(writer),
        "a namesake of theirs": actor(namesake),
        "another body of the territory": actor(hat(place, OrganisationKind.PREFECTURE)),
        "without the role": actor(colleague(writer, "Autre", role="professional")),
        "another département": stranger(),
    }

    for by in others.values():
        with pytest.raises(Denied):
            adopt(version, by)
    assert Strategy.objects.get(pk=version.pk).status == StrategyStatus.PROPOSED


def test_not_in_the_past_nor_before_what_is_already_adopted():
    place = department()
    writer, decider = two_people(place)
    adopted(place, writer, decider, valid_from=NEW_YEAR)
    version = proposed(place, writer, days=10)

    with pytest.raises(AdoptedTooEarly, match="jamais à des jours passés"):
        adopt(version, decider, TODAY - dt.timedelta(days=1))
    with pytest.raises(AdoptedTooEarly, match="à compter du 01/01/2027"):
        adopt(version, decider, NEW_YEAR)
    assert adopt(version, decider, NEW_YEAR + dt.timedelta(days=1)).number == 2


def test_only_what_is_proposed_and_keeps_the_law():
    place = department()
    writer, decider = two_people(place)
    with pytest.raises(NothingToAdopt):
        adopt(draft(place, writer), decider)
    Strategy.objects.filter(territory=place).delete()
    version = proposed(place, writer)
    Strategy.objects.filter(pk=version.pk).update(status="draft")
    version.steps.filter(code="contract").delete()
    Strategy.objects.filter(pk=version.pk).update(status="proposed")

    with pytest.raises(LegalStepMissing):
        adopt(version, decider)
