"""Taken up again, it stands as before: agreements and all."""

import pytest

from jalon.plans.models import State
from jalon.plans.operations import abandon_goal, accept_goal, decline_goal, reopen_goal
from tests.facts import recorded
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_what_was_agreed_binds_again(world):
    goal = accept_goal(goal=world.goal(), seen=1, by=world.person, at=now())
    abandon_goal(goal=goal, seen=2, word="Plus tard.", by=world.person, at=now())

    again = reopen_goal(goal=goal, seen=3, by=world.referent, at=now())

    assert (again.state, again.word, again.ended_at, again.ended_side) == (
        State.ACCEPTED, "", None, "",
    )  # fmt: skip
    assert recorded()[-1][1]["previous_status"] == State.ABANDONED


def test_what_was_declined_is_proposed_again(world):
    goal = world.goal()
    decline_goal(goal=goal, seen=1, word="Non.", by=world.person, at=now())

    again = reopen_goal(goal=goal, seen=2, by=world.person, at=now())

    assert (again.state, again.person_agreed_at) == (State.PROPOSED, None)
