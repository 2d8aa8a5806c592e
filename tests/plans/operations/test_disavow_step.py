"""What a professional wrote for the person, the person can take back."""

import pytest

from jalon.kernel.errors import Denied
from jalon.plans.models import State
from jalon.plans.operations import accept_step, disavow_step
from tests.facts import recorded, refused
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_it_binds_no_more_and_asks_again(world):
    step = world.step()
    accept_step(step=step, seen=1, by=world.referent, at=now(), is_oral=True)
    step.refresh_from_db()

    taken_back = disavow_step(step=step, seen=2, by=world.person, at=now())

    assert (taken_back.state, taken_back.person_agreed_at, taken_back.told_to) == (
        State.PROPOSED, None, None,
    )  # fmt: skip
    assert taken_back.body_agreed_at is not None
    assert recorded()[-1] == (
        "step.disavowed", {"dossier_id": world.dossier.pk, "step_id": step.pk},
    )  # fmt: skip


def test_what_one_agreed_to_oneself_is_given_up_instead(world):
    step = accept_step(step=world.step(), seen=1, by=world.person, at=now())
    not_told = "Seule la personne revient sur un accord que quelqu’un a noté pour elle."

    with refused(Denied, not_told):
        disavow_step(step=step, seen=2, by=world.person, at=now())
