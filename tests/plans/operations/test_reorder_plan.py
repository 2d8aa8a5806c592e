"""Goals and steps in the order that somebody wants."""

import pytest

from jalon.kernel.errors import Denied
from jalon.kernel.ids import uuid7
from jalon.plans.models import Goal, Step
from jalon.plans.operations import reorder_plan
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def titles(rows):
    return [row.title for row in rows.order_by("rank")]


def test_in_another_order_and_what_came_meanwhile_stays_last(world):
    one, two, _three = (world.goal(title) for title in ("Un", "Deux", "Trois"))
    order = [two.public_id, uuid7(), one.public_id]

    assert reorder_plan(dossier=world.dossier, order=order, by=world.person, at=now())
    assert titles(Goal.objects) == ["Deux", "Un", "Trois"]
    before = recorded()
    assert not reorder_plan(dossier=world.dossier, order=order, by=world.referent, at=now())
    assert recorded() == before


def test_within_a_goal_the_steps_of_the_others_do_not_move(world):
    goal = world.goal()
    steps = [world.step(goal, title=title) for title in ("A", "B")]
    other = world.step(title="C")

    reorder_plan(
        dossier=world.dossier, order=[steps[1].public_id], by=world.referent, at=now(), goal=goal
    )

    assert titles(Step.objects.filter(goal=goal)) == ["B", "A"]
    assert Step.objects.get(pk=other.pk).rank == other.rank
    assert recorded()[-1] == (
        "plan.reordered", {"dossier_id": world.dossier.pk, "goal_id": goal.pk},
    )  # fmt: skip


def test_not_by_a_stranger(world):
    with pytest.raises(Denied):
        reorder_plan(dossier=world.dossier, order=[], by=actor(AffiliationFactory()), at=now())
