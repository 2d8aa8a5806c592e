"""Done, and what it changed."""

import pytest

from jalon.plans.models import Effect, Side, State
from jalon.plans.operations import finish_step, reopen_step
from tests.facts import recorded
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_done_with_a_word_and_undone(world):
    step = world.step_in(State.IN_PROGRESS)

    done = finish_step(
        step=step, seen=3, word="Inscrite.", effect=Effect.NOTHING, by=world.person, at=now()
    )

    assert (done.state, done.word, done.effect, done.ended_side) == (
        State.DONE, "Inscrite.", Effect.NOTHING, Side.PERSON,
    )  # fmt: skip
    assert recorded()[-1][1]["status"] == "nothing"
    undone = reopen_step(step=done, seen=4, by=world.person, at=now())
    assert (undone.state, undone.effect) == (State.IN_PROGRESS, Effect.UNSAID)
