"""The other side may say no, with a word that is kept with it."""

import pytest

from jalon.plans.models import Side, State
from jalon.plans.operations import decline_goal
from jalon.plans.turns import NotNow
from jalon.wording.guard import WordsToReview
from tests.facts import recorded, refused
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_no_with_a_word(world):
    goal = world.goal()

    said = decline_goal(goal=goal, seen=1, word=" Trop loin. ", by=world.person, at=now())

    assert (said.state, said.word, said.ended_side, said.ended_by) == (
        State.DECLINED, "Trop loin.", Side.PERSON, None,
    )  # fmt: skip
    assert recorded()[-1] == (
        "goal.declined",
        {"dossier_id": world.dossier.pk, "goal_id": goal.pk, "role": "person"},
    )


def test_one_does_not_decline_what_one_proposed(world):
    goal = world.goal()

    with refused(NotNow, "Vous aviez dit oui : vous pouvez abandonner, en disant pourquoi."):
        decline_goal(goal=goal, seen=1, word="", by=world.referent, at=now())


def test_the_words_of_a_professional_are_looked_at(world):
    goal = world.goal(by=world.person)

    with pytest.raises(WordsToReview):
        decline_goal(goal=goal, seen=1, word="Sa dépression", by=world.referent, at=now())
    goal.refresh_from_db()
    assert goal.state == State.PROPOSED
