"""A step has somebody who does it and a day; nobody promises for another body."""

import pytest

from jalon.kernel.errors import Denied
from jalon.plans.models import Bearer, State, Step
from jalon.plans.operations import (
    NotTheSameGoal,
    StepInThePast,
    abandon_goal,
    propose_step,
)
from jalon.plans.turns import NotNow
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded, refused
from tests.plans.situations import in_days, now

pytestmark = pytest.mark.django_db


def test_for_the_person_their_own_body_or_another(world):
    goal = world.goal()
    for_her = world.step(goal)
    for_us = world.step(goal, organisation=world.dossier.referent.organisation)
    for_others = world.step(goal, organisation=world.other_hat.organisation)

    assert [step.bearer for step in (for_her, for_us, for_others)] == [
        Bearer.PERSON, Bearer.BODY, Bearer.BODY,
    ]  # fmt: skip
    agreed = [step.body_agreed_at is not None for step in (for_her, for_us, for_others)]
    assert agreed == [True, True, False]
    assert {step.state for step in Step.objects.all()} == {State.PROPOSED}
    assert recorded()[-1] == (
        "step.proposed",
        {"dossier_id": world.dossier.pk, "step_id": for_others.pk, "role": "body"},
    )


def test_the_person_asks_an_organisation(world):
    step = world.step(by=world.person, organisation=world.other_hat.organisation)

    assert (step.person_agreed_at is not None, step.body_agreed_at) == (True, None)


def test_never_before_today(world):
    goal = world.goal()
    with refused(StepInThePast, "Cette date est passée : choisissez un jour à venir."):
        world.step(goal, due_on=in_days(-1))
    assert world.step(goal, due_on=in_days(0)).due_on == in_days(0)


def test_a_try_again_follows_the_one_before_of_the_same_goal(world):
    done = world.step_in(State.DONE)
    again = world.step(done.goal, repeats=done)
    other_goal = world.goal("Autre")

    assert again.repeats == done
    sentence = "On refait une étape terminée du même objectif."
    with refused(NotTheSameGoal, sentence):
        world.step(other_goal, repeats=done)
    with refused(NotTheSameGoal, sentence):
        world.step(done.goal, repeats=again)


def test_no_step_for_a_goal_that_was_given_up_nor_by_a_stranger(world):
    goal = world.goal()
    with pytest.raises(Denied):
        world.step(goal, by=actor(AffiliationFactory()))
    abandon_goal(goal=goal, seen=1, word="", by=world.person, at=now())

    with pytest.raises(NotNow):
        propose_step(
            goal=goal, title="Trop tard", organisation=None, due_on=in_days(3),
            by=world.referent, at=now(),
        )  # fmt: skip
