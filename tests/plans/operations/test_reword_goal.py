"""Worded otherwise while nobody is bound: a new proposal."""

import pytest

from jalon.plans.models import Side
from jalon.plans.operations import reword_goal
from jalon.plans.turns import PlanMoved
from tests.facts import recorded
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_who_words_it_proposes_it(world):
    goal = world.goal("Passer le permis")

    revised = reword_goal(
        goal=goal, seen=1, title="Passer le permis avant l'été", by=world.person, at=now()
    )

    assert (revised.proposed_side, revised.has_agreed(Side.BODY)) == (Side.PERSON, False)
    assert recorded()[-1][1]["fields"] == ["title"]


def test_two_wordings_at_once_lose_none(world):
    goal = world.goal("Passer le permis")
    reword_goal(goal=goal, seen=1, title="Le permis moto", by=world.person, at=now())

    with pytest.raises(PlanMoved) as moved:
        reword_goal(goal=goal, seen=1, title="Le permis B", by=world.other, at=now())

    assert moved.value.standing.title == "Le permis moto"


def test_the_same_words_change_nothing(world):
    goal = world.goal("Passer le permis")
    before = recorded()

    same = reword_goal(goal=goal, seen=1, title=" Passer le permis ", by=world.person, at=now())

    assert (same.proposed_side, same.revision) == (Side.BODY, 1)
    assert recorded() == before
