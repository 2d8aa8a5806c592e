"""Changed while nobody is bound: a new proposal; an agreed day does not slide."""

import pytest

from jalon.plans.models import Bearer, State
from jalon.plans.operations import StepInThePast, reword_step
from jalon.plans.turns import NotNow
from tests.facts import recorded
from tests.plans.situations import in_days, now

pytestmark = pytest.mark.django_db


def revised(step, by, **more):
    typed = {"title": step.title, "organisation": step.organisation, "due_on": step.due_on} | more
    return reword_step(step=step, seen=step.revision, by=by, at=now(), **typed)


def test_another_day_by_the_person_asks_the_professional(world):
    step = revised(world.step(), world.person, due_on=in_days(30))

    assert (step.person_agreed_at is not None, step.body_agreed_at) == (True, None)
    assert recorded()[-1][1]["fields"] == ["due_on"]


def test_another_body_asks_that_body(world):
    step = revised(world.step(), world.referent, organisation=world.other_hat.organisation)

    assert (step.bearer, step.body_agreed_at, step.person_agreed_at) == (Bearer.BODY, None, None)


def test_an_agreed_day_does_not_slide_nor_a_new_one_into_the_past(world):
    with pytest.raises(NotNow):
        revised(world.step_in(State.ACCEPTED), world.referent, due_on=in_days(90))
    with pytest.raises(StepInThePast):
        revised(world.step(), world.referent, due_on=in_days(-1))
