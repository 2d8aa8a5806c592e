"""Taken up again, it stands as before: agreements and all."""

import pytest

from jalon.plans.models import State
from jalon.plans.operations import abandon_step, accept_step, decline_step, reopen_step
from tests.facts import recorded
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_what_was_agreed_binds_again(world):
    step = accept_step(step=world.step(), seen=1, by=world.person, at=now())
    abandon_step(step=step, seen=2, word="Plus tard.", by=world.person, at=now())

    again = reopen_step(step=step, seen=3, by=world.referent, at=now())

    assert (again.state, again.word, again.ended_at, again.ended_side) == (
        State.ACCEPTED, "", None, "",
    )  # fmt: skip
    assert recorded()[-1][1]["previous_status"] == State.ABANDONED


def test_what_was_declined_is_proposed_again(world):
    step = world.step()
    decline_step(step=step, seen=1, word="Non.", by=world.person, at=now())

    again = reopen_step(step=step, seen=2, by=world.person, at=now())

    assert (again.state, again.person_agreed_at) == (State.PROPOSED, None)
