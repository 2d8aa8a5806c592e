"""Given up: who, and why; a proposal nobody answered goes without a word."""

import pytest

from jalon.plans.models import Side, State
from jalon.plans.operations import abandon_goal, accept_goal
from jalon.plans.turns import NoReason
from tests.facts import recorded, refused
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_what_both_agreed_to_is_given_up_with_a_reason(world):
    goal = accept_goal(goal=world.goal(), seen=1, by=world.person, at=now())

    with refused(NoReason, "Dites pourquoi, en quelques mots."):
        abandon_goal(goal=goal, seen=2, word="  ", by=world.other, at=now())
    over = abandon_goal(goal=goal, seen=2, word="Elle déménage.", by=world.other, at=now())

    assert (over.state, over.word, over.ended_side, over.ended_by) == (
        State.ABANDONED, "Elle déménage.", Side.BODY, world.other_hat,
    )  # fmt: skip
    assert recorded()[-1] == (
        "goal.abandoned",
        {"dossier_id": world.dossier.pk, "goal_id": goal.pk, "role": "body"},
    )


def test_a_proposal_is_taken_back_without_a_word(world):
    goal = world.goal()

    over = abandon_goal(goal=goal, seen=1, word="", by=world.referent, at=now())

    assert over.state == State.ABANDONED
