import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.kernel.errors import Denied
from jalon.strategies.models import StrategyMeans, StrategyStatus
from jalon.strategies.operations import (
    declare_means,
    discard_strategy,
    draft_strategy,
    propose_strategy,
)
from jalon.strategies.operations.adopt_strategy import adopt_strategy
from jalon.strategies.operations.draft_strategy import AlreadyBeingWritten
from jalon.strategies.queries.drafts import COPIED
from jalon.strategies.queries.in_force import in_order, strategy_in_force
from tests.factories import actor
from tests.strategies.situations import (
    adopted,
    department,
    draft,
    hat,
    kinds_of,
    shorten,
    step_of,
    two_people,
)

pytestmark = pytest.mark.django_db


def said(strategy):
    return [
        tuple(str(getattr(step, name)) for name in COPIED)
        for step in in_order(strategy.steps.all())
    ]


def test_the_first_version_starts_from_the_law():
    place = department()
    by = actor(hat(place))

    version = draft(place, by)

    law = strategy_in_force(None, by.today)
    assert (version.number, version.status, version.based_on) == (1, StrategyStatus.DRAFT, law)
    assert version.written_by_id == by.organisation_id
    assert said(version) == said(law)
    assert kinds_of(f"strategy/{version.pk}") == ["strategy.drafted"]


def test_the_next_one_starts_from_the_last_adopted_with_its_means(clock):
    place = department()
    writer, decider = two_people(place)
    version = draft(place, writer)
    step = shorten(version, writer)
    declare_means(
        step=step, organisation=hat(place).organisation, kind="fte", amount=Decimal("2.5"),
        by=writer, at=timezone.now(),
    )  # fmt: skip
    propose_strategy(strategy=version, intention="Vite.", by=writer, at=timezone.now())
    first = adopt_strategy(
        strategy=version, valid_from=dt.date(2027, 1, 1), adoption_text="Délibération",
        by=decider, at=timezone.now(),
    )  # fmt: skip

    second = draft(place, writer)

    assert (second.number, second.based_on) == (2, first)
    assert said(second) == said(first)
    [means] = StrategyMeans.objects.filter(step__strategy=second)
    assert (means.step.code, means.kind, means.amount) == ("first_appointment", "fte", 2.5)


def test_what_the_law_asks_for_since_comes_back():
    """A base that lost a legal step (a former law) is brought up to the law of today."""
    place = department()
    writer, decider = two_people(place)
    first = adopted(place, writer, decider, valid_from=writer.today)
    # As it would be, had it been adopted before the law asked for the contract.
    type(first).objects.filter(pk=first.pk).update(
        status="draft", valid_from=None, adopted_at=None, adopted_by=None
    )
    step_of(first, "contract").delete()
    first.steps.filter(code="social_review").update(tracks=[])
    type(first).objects.filter(pk=first.pk).update(
        status="adopted", valid_from=writer.today, adopted_at=timezone.now(),
        adopted_by=decider.affiliation_id,
    )  # fmt: skip

    second = draft(place, writer)

    assert step_of(second, "contract").legal_key == "strategy.contract_months"
    assert step_of(second, "social_review").tracks == ["social"]
    assert step_of(second, "first_appointment").delay == 15


def test_a_territory_writes_one_version_at_a_time():
    place = department()
    by = actor(hat(place))
    first = draft(place, by)

    with pytest.raises(AlreadyBeingWritten, match="reprenez-la"):
        draft(place, by)

    discard_strategy(strategy=first, by=by, at=timezone.now())
    assert draft(place, by).number == 1


@pytest.mark.parametrize(
    ("kind", "role", "may"),
    [
        (OrganisationKind.DEPARTEMENT, AffiliationRole.STEERING, True),
        (OrganisationKind.FRANCE_TRAVAIL, AffiliationRole.MANAGER, True),
        (OrganisationKind.MISSION_LOCALE, AffiliationRole.MANAGER, True),
        (OrganisationKind.DEPARTEMENT, AffiliationRole.PROFESSIONAL, False),
        (OrganisationKind.HOUSING_OFFICE, AffiliationRole.MANAGER, False),
        (OrganisationKind.DEPARTEMENT, AffiliationRole.DATA_PROTECTION, False),
    ],
)
def test_bodies_that_steer_orient_or_lead_write(kind, role, may):
    place = department()
    by = actor(hat(place, kind, role))

    if may:
        assert draft(place, by).number == 1
        return
    with pytest.raises(Denied):
        draft(place, by)


def test_a_body_of_elsewhere_does_not_write_here_nor_anybody_the_law():
    place, elsewhere = department(), department("902", "Autre-Département")
    by = actor(hat(elsewhere))

    for territory in (place, None):
        with pytest.raises(Denied):
            draft_strategy(territory=territory, title="x", by=by, at=timezone.now())
