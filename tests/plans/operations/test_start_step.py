"""Somebody has begun."""

import pytest

from jalon.plans.models import State
from jalon.plans.operations import start_step
from tests.facts import recorded
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_begun(world):
    step = world.step_in(State.ACCEPTED)

    begun = start_step(step=step, seen=2, by=world.person, at=now())

    assert (begun.state, begun.started_at is not None) == (State.IN_PROGRESS, True)
    assert recorded()[-1] == (
        "step.started", {"dossier_id": world.dossier.pk, "step_id": step.pk, "role": "person"},
    )  # fmt: skip
