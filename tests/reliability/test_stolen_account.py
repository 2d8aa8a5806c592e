"""S5: an adviser's account is stolen, for seven days, by somebody slow and clever.

Real requests, under a clock that jumps. By default everything is ten times smaller (budgets,
pages of lists, and the bound of 1,000 people); `JALON_THEFT_SCALE=1 ./jalon test
tests/reliability/test_stolen_account.py` for the real figures.
"""

import datetime as dt
import os
import random
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from jalon.dossiers.queries import caseload
from jalon.parameters.models import ParameterValue
from jalon.parameters.queries import forget, integer
from jalon.parameters.reading_budgets import READING_BUDGETS
from jalon.vigilance.counting import spend
from jalon.vigilance.models import Alert, Standing
from tests.factories import PASSWORD, AffiliationFactory, UserFactory, actor
from tests.reliability.theft import STRATEGIES, Thief, follow

SCALE = int(os.environ.get("JALON_THEFT_SCALE", "10"))
BOUND = 1000 // SCALE
FOLLOWED = 1800 // SCALE
DAYS = 7
EVERY_HOURS = 3 if SCALE == 1 else 12
LONGEST_BURST = 60 if SCALE == 1 else 20
# Each way alone when there is time for it; otherwise two, and all of them together below.
ALONE = list(STRATEGIES) if SCALE == 1 else ["lists", "questions"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def stolen(clock, sign_in, monkeypatch, settings):
    """An account with two hats that follows 1,800 people: thirty times a caseload."""
    settings.JALON_SECURITY_CONTACT = "securite@organisme.example"
    clock.move_to(dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC))  # a Friday evening
    scale_down(monkeypatch)
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    hats = [AffiliationFactory(user=user) for _ in range(2)]
    ids = follow(hats, AffiliationFactory(), FOLLOWED)

    def thief(has_factor: bool) -> Thief:
        return Thief(sign_in, hats, clock, has_factor)

    yield thief, ids
    forget()


def scale_down(monkeypatch: Any) -> None:
    today = timezone.localdate()
    for name, unit, *_rest in READING_BUDGETS:
        if unit == "people":
            key = f"vigilance.{name}"
            ParameterValue.objects.create(
                key=key,
                value=str(integer(key, on=today) // SCALE),
                in_force_from=today - dt.timedelta(days=1),
                recorded_at=timezone.now(),
            )
    forget()
    listing = partial(caseload.listing, size=50 // SCALE)
    monkeypatch.setattr("jalon.dossiers.queries.caseload.listing", listing)
    monkeypatch.setattr("jalon.dossiers.views.caseload.MOST_ROWS", 50 // SCALE)


def live(thief: Thief, ids: list[str], names: list[str], *, seed: int = 5) -> None:
    """Seven days and nights, every few hours, with these strategies in turn, until stopped."""
    dice = random.Random(seed)
    running = {name: STRATEGIES[name](thief, ids) for name in names}
    end = timezone.now() + dt.timedelta(days=DAYS)
    while timezone.now() < end and not thief.is_stopped:
        name = dice.choice(names)
        for _request in range(dice.randrange(1, LONGEST_BURST)):
            if not next(running[name]) or timezone.now() >= end:
                break
        rest = timezone.now() + dt.timedelta(hours=EVERY_HOURS * dice.uniform(0.4, 1.6))
        thief.clock.move_to(min(rest, end))


def was_told_in_time(thief: Thief) -> bool:
    if thief.abnormal_at is None:
        return True
    assert thief.told_at is not None
    return thief.told_at - thief.abnormal_at <= dt.timedelta(minutes=10)


@pytest.mark.parametrize("name", ALONE)
def test_one_strategy_alone(name, stolen):
    make, ids = stolen
    thief = make(has_factor=False)

    live(thief, ids, [name])

    print(f"{name}: {len(thief.seen)} people, answers {thief.refused}")
    assert len(thief.seen) <= BOUND
    assert was_told_in_time(thief)


WAYS = {"everything": list(STRATEGIES), "the richest": ["lists", "live_rows", "page_by_page"]}


@pytest.mark.parametrize("ways", WAYS)
@pytest.mark.parametrize("has_factor", [False, True])
def test_several_ways_by_somebody_clever(ways, has_factor, stolen):
    make, ids = stolen
    thief = make(has_factor)

    live(thief, ids, WAYS[ways])

    print(f"{ways}, factor {has_factor}: {len(thief.seen)} people, answers {thief.refused}")
    assert 0 < len(thief.seen) <= BOUND
    assert was_told_in_time(thief)


def test_once_stopped_an_account_stays_out(stolen):
    make, ids = stolen
    thief = make(has_factor=True)
    live(thief, ids, ["live_rows"])
    assert thief.is_stopped
    before = len(thief.seen)

    thief.clock.shift(dt.timedelta(days=30))

    assert [thief.ask(f"/dossiers/{one}") for one in ids[:3]] == [None] * 3
    assert len(thief.seen) == before


def test_the_simulation_sees_what_it_claims(stolen, monkeypatch):
    """Without budgets, the same thief reads nearly everybody: the bound above is not empty."""
    make, ids = stolen
    ParameterValue.objects.filter(key__startswith="vigilance.").update(value=str(10**6))
    forget()
    thief = make(has_factor=False)

    rows = STRATEGIES["live_rows"](thief, ids)
    assert all(next(rows) for _request in range(len(ids) // 7))

    assert len(thief.seen & set(ids)) > BOUND


def test_whoever_stays_within_every_figure_is_shown_a_week_of_budget(stolen, clock):
    """Never refused, hence never told of: what is left to a thief who knows all the figures."""
    who = actor()
    week = integer("vigilance.seen_week", on=timezone.localdate())
    shown = 0
    for _hour in range(DAYS * 24):
        for _name in range(integer("vigilance.seen_hour", on=timezone.localdate()) // 24):
            if shown < week:
                spend(who, [shown], opens=False, at=timezone.now())
                shown += 1
        clock.shift(3600)

    assert shown == week < BOUND
    assert not Standing.objects.filter(user_id=who.user_id).exists()
    assert not Alert.objects.exists()
