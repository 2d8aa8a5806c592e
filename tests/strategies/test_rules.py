import pytest
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.strategies.models import Strategy
from jalon.strategies.operations import withdraw_strategy
from jalon.strategies.queries.readable import readable, territories_of, versions
from jalon.strategies.rules import READ_STRATEGY
from tests.factories import actor
from tests.strategies.situations import (
    adopted,
    department,
    draft,
    epci,
    hat,
    proposed,
    stranger,
    two_people,
)

pytestmark = pytest.mark.django_db


def test_the_list_and_the_rule_say_the_same():
    """An adopted, a superseded, a proposed and a draft version, read from everywhere."""
    place = department()
    within, elsewhere = epci(place), department("903", "Troisième")
    writer, decider = two_people(place)
    adopted(place, writer, decider, valid_from=writer.today, days=20)
    proposed(place, writer, days=10)
    draft(within, actor(hat(within, OrganisationKind.EPCI)))
    elsewhere_writer = actor(hat(elsewhere))
    draft(elsewhere, elsewhere_writer)
    readers = {
        "writer": (writer, {"adopted", "proposed", "draft"}),
        "professional of the EPCI": (
            actor(hat(within, OrganisationKind.CCAS, AffiliationRole.PROFESSIONAL)),
            {"adopted", "proposed", "draft"},
        ),
        "of the région": (
            actor(hat(place.region, OrganisationKind.REGION)),
            {"adopted", "proposed", "draft"},
        ),
        "of another département": (stranger(), {"adopted"}),
        "who writes elsewhere": (elsewhere_writer, {"adopted", "draft"}),
    }

    for name, (reader, expected) in readers.items():
        seen = readable(reader)
        assert {one.status for one in seen} == expected, name
        allowed = {one for one in Strategy.objects.all() if READ_STRATEGY.allows(reader, one)}
        assert set(seen) == allowed, name
    assert {one.status for one in readable(None)} == {"adopted"}


def test_what_is_no_longer_proposed_is_read_by_the_same(django_assert_num_queries):
    place = department()
    by = actor(hat(place))
    version = proposed(place, by)
    withdraw_strategy(strategy=version, by=by, at=timezone.now())

    with django_assert_num_queries(2):
        assert list(versions(place, actor=by)) == [version]
    assert list(versions(place, actor=stranger())) == []


def test_one_s_territories_the_nearest_first():
    place = department()
    within = epci(place)

    mine = territories_of(actor(hat(within, OrganisationKind.CCAS)))

    assert mine == [within, place, place.region]
