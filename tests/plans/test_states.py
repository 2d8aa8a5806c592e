"""The table of states walked through whole; two writers at once; one form sent eight times."""

from itertools import product

import pytest
from django.db import IntegrityError, transaction

from jalon.journal.models import Entry
from jalon.plans import operations
from jalon.plans.models import LIVE, State, Step
from jalon.plans.rules.states import ALLOWED, allows
from jalon.plans.turns import NotNow, PlanMoved
from jalon.plans.views.changes import OWN_CHANGES
from tests.plans.situations import World, in_days, now
from tests.security.walking import forms_at

VERBS = {
    "accept": "accepter", "decline": "refuser", "start": "commencer", "finish": "terminer",
    "abandon": "abandonner", "reopen": "reprendre",
}  # fmt: skip


@pytest.mark.django_db
def test_each_verb_in_each_state_as_the_table_says(world):
    goal = world.goal()
    steps = {state: world.step_in(state, goal) for state in State}
    typed = {"word": "Un mot.", "effect": "", "title": "Autre", "organisation": None}

    for state, (verb, word) in product(State, VERBS.items()):
        step = Step.objects.get(pk=steps[state].pk)
        assert step.state == state
        with transaction.atomic():
            try:
                OWN_CHANGES[word].make(
                    step, step.revision, typed | {"due_on": in_days(5)}, None,
                    by=world.person, at=now(),
                )  # fmt: skip
                is_done = True
            except NotNow:
                is_done = False
            transaction.set_rollback(True)
        assert is_done == allows(state, verb), (state, verb)
    assert set(ALLOWED) == {*VERBS, "reword", "disavow"}


@pytest.mark.django_db
@pytest.mark.parametrize("state", LIVE)
def test_the_database_itself_binds_nobody_without_both(world, state):
    step = world.step()
    with pytest.raises(IntegrityError, match="step_binds_with_both"), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(state=state)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_one_is_written_and_the_other_sees_it(at_once):
    world = World()
    step = world.step()

    def said(change, by, **more):
        return lambda: change(step=step, seen=1, by=by, at=now(), **more)

    answers = at_once(
        said(operations.accept_step, world.person),
        said(operations.abandon_step, world.referent, word="Plus besoin."),
        said(operations.decline_step, world.person, word="Non."),
    )

    [written] = [one for one in answers if isinstance(one, Step)]
    moved = [one for one in answers if isinstance(one, PlanMoved)]
    assert len(moved) == 2
    assert {one.standing.state for one in moved} == {written.state}
    assert Entry.objects.filter(kind__startswith="step.").count() == 2


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_eight_times_at_once_makes_one_step(at_once, sign_in):
    world = World()
    goal = world.goal()
    page = f"/dossiers/{world.dossier.public_id}/plan"
    browser = sign_in(world.dossier.referent.affiliation)
    [form] = [one for one in forms_at(browser, page) if one.action.endswith("/etapes")]
    filled = form.filled("") | {
        "title": "Une seule", "who": "person", "due_on": in_days(3).isoformat(),
    }  # fmt: skip

    answers = at_once(*[lambda: browser.post(form.action, filled)] * 8)

    assert {answer.status_code for answer in answers} == {302}
    assert Step.objects.filter(goal=goal).count() == 1
