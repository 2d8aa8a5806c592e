"""With both agreements it binds; nobody agrees for the other side."""

import pytest

from jalon.kernel.errors import Denied
from jalon.plans.models import State
from jalon.plans.operations import accept_goal
from jalon.plans.turns import PlanMoved
from tests.facts import recorded, refused
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_the_other_side_says_yes_and_it_binds(world):
    goal = world.goal()

    agreed = accept_goal(goal=goal, seen=1, by=world.person, at=now())

    assert (agreed.state, agreed.told_to, agreed.revision) == (State.ACCEPTED, None, 2)
    assert recorded()[-1] == (
        "goal.accepted",
        {
            "dossier_id": world.dossier.pk, "goal_id": goal.pk, "role": "person",
            "is_oral": False, "is_binding": True,
        },
    )  # fmt: skip


def test_who_proposed_and_their_colleagues_do_not_agree_for_the_person(world):
    goal = world.goal()
    before = recorded()

    for by in (world.referent, world.other):
        assert accept_goal(goal=goal, seen=1, by=by, at=now()).state == State.PROPOSED
    assert recorded() == before


def test_said_face_to_face_it_is_written_as_such(world):
    goal = world.goal()

    agreed = accept_goal(goal=goal, seen=1, by=world.other, at=now(), is_oral=True)

    assert (agreed.state, agreed.told_to) == (State.ACCEPTED, world.other_hat)
    assert recorded()[-1][1]["is_oral"] is True


def test_the_person_does_not_say_face_to_face_what_an_organisation_would_say(world):
    goal = world.goal(by=world.person)

    with refused(
        Denied,
        "Cet accord se donne par l’autre côté : la personne, ou l’organisme qui s’engage.",
    ):
        accept_goal(goal=goal, seen=1, by=world.person, at=now(), is_oral=True)


def test_twice_is_once_and_too_late_shows_what_stands(world):
    goal = world.goal(by=world.person)
    accept_goal(goal=goal, seen=1, by=world.referent, at=now())
    before = recorded()

    with pytest.raises(PlanMoved) as moved:
        accept_goal(goal=goal, seen=1, by=world.other, at=now())

    assert moved.value.standing.state == State.ACCEPTED
    assert recorded() == before
