"""With both agreements it binds; nobody agrees for the other side."""

import pytest

from jalon.kernel.errors import Denied
from jalon.plans.models import State
from jalon.plans.operations import accept_step
from jalon.plans.turns import PlanMoved
from tests.facts import recorded, refused
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_the_other_side_says_yes_and_it_binds(world):
    step = world.step()

    agreed = accept_step(step=step, seen=1, by=world.person, at=now())

    assert (agreed.state, agreed.told_to, agreed.revision) == (State.ACCEPTED, None, 2)
    assert recorded()[-1] == (
        "step.accepted",
        {
            "dossier_id": world.dossier.pk, "step_id": step.pk, "role": "person",
            "is_oral": False, "is_binding": True,
        },
    )  # fmt: skip


def test_who_proposed_and_their_colleagues_do_not_agree_for_the_person(world):
    step = world.step()
    before = recorded()

    for by in (world.referent, world.other):
        assert accept_step(step=step, seen=1, by=by, at=now()).state == State.PROPOSED
    assert recorded() == before


def test_said_face_to_face_it_is_written_as_such(world):
    step = world.step()

    agreed = accept_step(step=step, seen=1, by=world.other, at=now(), is_oral=True)

    assert (agreed.state, agreed.told_to) == (State.ACCEPTED, world.other_hat)
    assert recorded()[-1][1]["is_oral"] is True


def test_the_person_does_not_say_face_to_face_what_an_organisation_would_say(world):
    step = world.step(by=world.person)

    with refused(
        Denied,
        "Cet accord se donne par l’autre côté : la personne, ou l’organisme qui s’engage.",
    ):
        accept_step(step=step, seen=1, by=world.person, at=now(), is_oral=True)


def test_twice_is_once_and_too_late_shows_what_stands(world):
    step = world.step(by=world.person)
    accept_step(step=step, seen=1, by=world.referent, at=now())
    before = recorded()

    with pytest.raises(PlanMoved) as moved:
        accept_step(step=step, seen=1, by=world.other, at=now())

    assert moved.value.standing.state == State.ACCEPTED
    assert recorded() == before


def test_of_a_step_that_an_organisation_does_that_organisation_agrees_and_no_other(world):
    step = world.step(organisation=world.other_hat.organisation)
    step = accept_step(step=step, seen=1, by=world.person, at=now())

    assert step.state == State.PROPOSED
    with refused(
        Denied,
        "Cet accord se donne par l’autre côté : la personne, ou l’organisme qui s’engage.",
    ):
        accept_step(step=step, seen=2, by=world.referent, at=now())
    step = accept_step(step=step, seen=2, by=world.other, at=now())
    assert (step.state, step.body_agreed_by) == (State.ACCEPTED, world.other_hat)
