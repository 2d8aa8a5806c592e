"""Reached: both had wanted it."""

import pytest

from jalon.plans.models import State
from jalon.plans.operations import accept_goal, reach_goal, start_step
from jalon.plans.turns import NotNow
from tests.facts import recorded, refused
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_reached_by_whoever_says_so_and_its_steps_rest(world):
    goal = accept_goal(goal=world.goal(), seen=1, by=world.person, at=now())
    step = world.step_in(State.ACCEPTED, goal)

    reached = reach_goal(goal=goal, seen=2, word="Permis en poche !", by=world.person, at=now())

    assert (reached.state, reached.word) == (State.DONE, "Permis en poche !")
    assert recorded()[-1] == (
        "goal.reached", {"dossier_id": world.dossier.pk, "goal_id": goal.pk, "role": "person"},
    )  # fmt: skip
    sentence = "L’objectif est terminé : reprenez-le avant de changer ses étapes."
    with refused(NotNow, sentence):
        start_step(step=step, seen=2, by=world.person, at=now())


def test_not_before_both_have_agreed(world):
    with refused_proposed():
        reach_goal(goal=world.goal(), seen=1, word="", by=world.person, at=now())


def refused_proposed():
    return pytest.raises(NotNow, match="Ce n’est plus possible : c’est déjà « proposé »")
