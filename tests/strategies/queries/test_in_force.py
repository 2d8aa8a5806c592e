"""Which version binds a place on a day: chosen cases, then any sequence of adoptions."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.accounts.kinds import OrganisationKind
from jalon.strategies.binding import AdoptedTooEarly
from jalon.strategies.models import Strategy
from jalon.strategies.operations import adopt_strategy, discard_strategy, withdraw_strategy
from jalon.strategies.queries.in_force import in_force, steps_of, strategy_in_force
from tests.factories import actor
from tests.strategies.situations import (
    adopted,
    department,
    epci,
    hat,
    proposed,
    two_people,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


def test_the_nearest_strategy_binds(clock, django_assert_num_queries):
    place = department()
    within, other = epci(place), department("902", "Autre-Département")
    writer, decider = two_people(place)
    ours = adopted(place, writer, decider, valid_from=TODAY)
    law = strategy_in_force(None, TODAY)

    with django_assert_num_queries(2):
        found = strategy_in_force(within, TODAY)
        assert len(found.ordered_steps) == 16

    assert found == ours
    assert strategy_in_force(place, TODAY) == ours
    assert strategy_in_force(other, TODAY) == law
    assert strategy_in_force(place, TODAY - dt.timedelta(days=1)) == law

    boss, chief = two_people_of_epci(within)
    own = adopted(within, boss, chief, valid_from=TODAY, days=10)
    assert strategy_in_force(within, TODAY) == own
    assert own.based_on == ours
    assert {one.territory_id for one in in_force(TODAY)} == {None, place.pk, within.pk}


def two_people_of_epci(place):
    writer = hat(place, OrganisationKind.EPCI, last_name="Première")
    decider = hat(place, OrganisationKind.EPCI, last_name="Seconde")
    return actor(writer), actor(decider)


def test_steps_are_read_in_the_order_of_the_path():
    times = [step.time for step in steps_of(strategy_in_force(department(), TODAY))]

    assert times == ["entry"] * 6 + ["follow_up"] * 8 + ["offer"] * 2


def test_the_database_refuses_two_versions_on_one_day(clock):
    place = department()
    writer, decider = two_people(place)
    first = adopted(place, writer, decider, valid_from=TODAY)
    row = {
        "title": "x", "number": 9, "created_at": timezone.now(), "written_by": first.written_by,
        "proposed_at": timezone.now(), "proposed_by": first.proposed_by,
        "adopted_at": timezone.now(), "adopted_by": first.adopted_by,
    }  # fmt: skip

    for status, since, until in [
        ("adopted", dt.date(2030, 1, 1), None),
        ("superseded", dt.date(2020, 1, 1), TODAY + dt.timedelta(days=1)),
    ]:
        with pytest.raises(IntegrityError, match="never_overlap"), transaction.atomic():
            Strategy.objects.create(
                territory=place, status=status, valid_from=since, valid_until=until, **row
            )
    before = dt.date(2020, 1, 1)
    Strategy.objects.create(
        territory=place, status="superseded", valid_from=before, valid_until=TODAY, **row
    )


def test_whatever_is_adopted_one_version_at_most_binds_a_day(clock):
    """Against a plain model: the list of days from which each accepted version binds."""
    place = department()
    writer, decider = two_people(place)
    law = strategy_in_force(None, TODAY)

    @settings(max_examples=8, deadline=None, derandomize=True)
    @given(days=st.lists(st.integers(min_value=-1, max_value=6), min_size=2, max_size=3))
    def any_sequence(days):
        with transaction.atomic():
            bound = adopt_one_after_another(days, place, writer, decider)
            binding = Strategy.objects.filter(territory=place).binding()
            for shift in range(-2, 8):
                day = TODAY + dt.timedelta(days=shift)
                expected = [version for since, version in bound if since <= day]
                assert list(in_force(day).filter(pk__in=binding)) == expected[-1:]
            last = strategy_in_force(place, TODAY + dt.timedelta(days=8))
            assert last == (bound[-1][1] if bound else law)
            transaction.set_rollback(True)

    any_sequence()


def adopt_one_after_another(days, place, writer, decider):
    """Those that bind, in order; the others were refused, and given up."""
    bound = []
    for length, shift in enumerate(days, start=2):
        since = TODAY + dt.timedelta(days=shift)
        version = proposed(place, writer, days=length)
        may = shift >= 0 and (not bound or since > bound[-1][0])
        assert try_to_adopt(version, since, decider) is may
        if may:
            bound.append((since, version))
        else:
            withdraw_strategy(strategy=version, by=writer, at=timezone.now())
            discard_strategy(strategy=version, by=writer, at=timezone.now())
    return bound


def try_to_adopt(version, since, by):
    try:
        adopt_strategy(
            strategy=version, valid_from=since, adoption_text="x", by=by, at=timezone.now()
        )
    except AdoptedTooEarly:
        return False
    return True
