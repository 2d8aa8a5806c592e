"""Distinct people, exactly, by hour, day and week; and what is done beyond the budget."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.journal.models import Channel
from jalon.vigilance.budgets import COUNTED, budget_of
from jalon.vigilance.counting import BudgetExceeded, question, spend, watch
from jalon.vigilance.models import Measure, Period, Sighting, Standing, Step
from tests.factories import AffiliationFactory, actor

pytestmark = pytest.mark.django_db


def limit(who, measure, period):
    return budget_of(who).limits[COUNTED.index((measure, period))]


def show(who, *people, opens=True, outside=False):
    spend(who, people, opens=opens, outside=outside, at=timezone.now())


def shown(who, people, **how):
    """How many of them, one by one, before the first refusal; and the refusal."""
    for count, person in enumerate(people):
        try:
            show(who, person, **how)
        except BudgetExceeded as refused:
            return count, refused
    return len(people), None


def test_sixty_dossiers_in_a_morning_and_again_in_the_afternoon_are_ordinary(clock):
    who = actor()
    clock.shift(-3600)
    for _hour in range(6):
        assert shown(who, range(1, 61)) == (60, None)
        clock.shift(3600)

    assert not Standing.objects.exists()


def test_a_newcomer_takes_over_sixty_people_in_a_day(clock):
    who = actor(confirmed_at=timezone.now())
    for start in (1, 31):
        assert shown(who, range(start, start + 30)) == (30, None)
        clock.shift(3600)


def test_a_caseload_of_three_hundred_is_read_through_its_lists(clock):
    who = actor()
    for page in range(6):
        show(who, *range(page * 50, page * 50 + 50), opens=False)

    assert not Standing.objects.exists()


def test_the_same_person_counts_once_and_writes_once_within_the_hour(
    clock, django_assert_num_queries
):
    who = actor()
    show(who, 7)
    with django_assert_num_queries(1):
        show(who, 7)
    clock.shift(3600)
    show(who, 7)

    assert list(Sighting.objects.values_list("subject", "opened")) == [(7, True), (7, True)]
    assert limit(who, Measure.OPENED, Period.HOUR) == 80
    assert shown(who, range(100, 179)) == (79, None)


def test_a_name_seen_then_opened_is_one_row_that_was_opened(clock):
    who = actor()
    show(who, 7, 8, opens=False)
    show(who, 7)
    show(who, 8, opens=False)

    rows = Sighting.objects.order_by("subject").values_list("subject", "opened")
    assert list(rows) == [(7, True), (8, False)]


def test_beyond_the_budget_one_more_person_every_twenty_seconds(clock):
    who = actor()
    people = range(1, 200)

    count, refused = shown(who, people)

    assert (count, refused.step, refused.wait) == (81, Step.SLOW, 21)
    assert (refused.measure, refused.period, refused.budget) == ("opened", "hour", 80)
    assert str(refused) == "Vous avez consulté beaucoup de dossiers. Attendez 21 secondes."
    show(who, 5)  # someone seen within the hour
    clock.shift(20)
    show(who, 500)
    with pytest.raises(BudgetExceeded):
        show(who, 501)


def beyond(who, clock, people):
    """Ask as often as one is allowed to; the refusal that waiting does not settle."""
    for person in people:
        clock.shift(20)
        try:
            show(who, person)
        except BudgetExceeded as refused:
            return refused
    return None


def test_further_a_second_factor_then_nothing(clock):
    who = actor()
    clock.move_to(dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC))
    assert shown(who, range(1, 81)) == (80, None)

    doubt = beyond(who, clock, range(100, 140))
    assert (doubt.step, doubt.counted) == (Step.DOUBT, 101)
    Standing.objects.filter(user_id=who.user_id).update(vouched_at=timezone.now())
    stop = beyond(who, clock, range(200, 240))
    assert (stop.step, stop.counted) == (Step.STOP, 121)
    opened = Sighting.objects.filter(user_id=who.user_id).values("subject").distinct().count()
    assert opened == 120

    Standing.objects.filter(user_id=who.user_id).update(stopped_at=timezone.now())
    clock.shift(dt.timedelta(days=30))
    with pytest.raises(BudgetExceeded) as refused:
        show(who, 1)
    assert refused.value.step == Step.STOP


def test_a_factor_given_is_worth_an_hour(clock):
    who = actor()
    shown(who, range(1, 81))
    Standing.objects.update_or_create(user_id=who.user_id, defaults={"vouched_at": timezone.now()})
    assert beyond(who, clock, range(100, 125)) is None
    clock.shift(3600)
    shown(who, range(1000, 1070))

    refused = beyond(who, clock, range(2000, 2100))

    assert (refused.step, refused.period) == (Step.DOUBT, "day")


@pytest.mark.parametrize(
    ("measure", "how", "subjects"),
    [
        (Measure.SEEN, {"opens": False}, range(1, 1000)),
        (Measure.OPENED, {"opens": True}, range(1, 1000)),
        (Measure.OUTSIDE, {"opens": True, "outside": True}, range(1, 1000)),
        (Measure.ASKED, {"opens": False}, range(-1000, 0)),
    ],
)
def test_each_way_to_be_shown_people_has_its_budget(measure, how, subjects, clock):
    who = actor()

    count, refused = shown(who, subjects, **how)

    assert refused.measure == measure
    assert count == limit(who, measure, Period.HOUR) + 1


def test_what_is_older_than_seven_days_no_longer_counts(clock):
    who = actor()
    for hour in range(5):
        shown(who, range(hour * 60, hour * 60 + 30))
        clock.shift(3600)
    before = limit(who, Measure.OPENED, Period.DAY)
    clock.shift(dt.timedelta(days=7))

    assert shown(who, range(1000, 1080)) == (80, None)
    assert before == 150


def test_all_hats_of_one_human_share_one_budget(clock):
    hat = AffiliationFactory()
    other = AffiliationFactory(user=hat.user)
    shown(actor(hat), range(1, 82))

    count, refused = shown(actor(other), range(200, 210))

    assert (count, refused.step) == (0, Step.SLOW)


def test_a_role_and_a_kind_of_organisation_make_a_budget():
    def opened(**hat):
        return limit(actor(**hat), Measure.OPENED, Period.DAY)

    assert opened() == 150
    assert opened(role=AffiliationRole.ORIENTATION_OFFICER) == 187
    assert opened(role=AffiliationRole.MANAGER) == 150
    assert opened(organisation__kind=OrganisationKind.SIAE) == 75
    assert opened(confirmed_at=timezone.now()) == 75


def test_no_account_of_any_kind_is_shown_more_than_a_thousand_people_in_a_week():
    someone = actor()
    most = {}
    for role in AffiliationRole.values:
        for kind in OrganisationKind.values:
            who = replace(someone, role=role, organisation_kind=kind)
            week = limit(who, Measure.SEEN, Period.WEEK)
            most[role, kind] = week * budget_of(who).stop // 100

    assert max(most.values()) <= 1000
    assert min(most.values()) == 450


def test_a_question_is_a_number_that_says_nothing_and_is_the_same_for_the_same_person():
    asked = question("2840357463012", "Zoé", 1984)

    assert asked == question("2840357463012", "Zoé", 1984) < 0
    assert asked != question("2840357463012", "Zoé", 1985)


def test_a_list_compared_with_a_file_is_not_counted_and_an_export_opens(clock):
    who = actor()
    watch(who, range(1, 2000), Channel.IMPORT, timezone.now())
    assert not Sighting.objects.exists()

    watch(who, [1], Channel.EXPORT, timezone.now())
    watch(who, [2], Channel.LIST, timezone.now())

    assert list(Sighting.objects.order_by("subject").values_list("opened", flat=True)) == [
        True,
        False,
    ]


def test_the_edge_of_a_list_is_all_or_nothing(clock):
    who = actor()
    for page in range(6):
        show(who, *range(page * 50, page * 50 + 50), opens=False)
    show(who, *range(300, 350), opens=False)
    before = Sighting.objects.count()

    with pytest.raises(BudgetExceeded):
        show(who, *range(350, 400), opens=False)

    assert Sighting.objects.count() == before
