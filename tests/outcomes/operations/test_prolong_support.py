"""Longer away: a later day, and the clocks that the new reason stops from today on."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.deadlines.models import Deadline
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.outcomes.operations import (
    CannotProlong,
    prolong_support,
    resume_support,
    withdraw_suspension,
)
from tests.deadlines.model import Promise
from tests.deadlines.situations import adopted, department, dossier_in
from tests.factories import MembershipFactory, actor
from tests.outcomes.situations import followed, halted, met

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
COMMON = {"repeats": True}
FOR_ABSENCE = Promise(
    "absence", "contact_made", "contact_made", (60, "days"), suspended_by=("absence",), **COMMON
)
FOR_MOVE = Promise(
    "move", "contact_made", "contact_made", (90, "days"), suspended_by=("move",), **COMMON
)


def prolonged(suspension, by, days, reason=""):
    return prolong_support(
        suspension=suspension, expected_on=by.today + days * DAY, reason=reason, by=by,
        at=timezone.now(),
    )  # fmt: skip


def test_another_reason_stops_other_clocks_from_today_and_lets_the_former_run_again(clock):
    dossier = dossier_in(place := department())
    adopted(place, [FOR_ABSENCE, FOR_MOVE])
    by = actor(dossier.referent.affiliation)
    met(dossier)
    due = dict(Deadline.objects.filter(dossier=dossier).values_list("code", "due_on"))
    suspension = halted(dossier, from_on=by.today, expected_on=by.today + 5 * DAY)

    clock.shift(4 * DAY)
    by = actor(dossier.referent.affiliation)
    for _time in range(2):
        same = prolonged(suspension, by, 20)
    assert same == suspension
    assert Entry.objects.filter(kind="support.prolonged").count() == 1
    stopped = Deadline.objects.get(dossier=dossier, code="absence")
    assert stopped.state == "suspended"

    clock.shift(2 * DAY)
    by = actor(dossier.referent.affiliation)
    other = prolonged(suspension, by, 10, "move")
    assert (other.from_on, other.ground.reason) == (by.today, "move")
    states = dict(Deadline.objects.filter(dossier=dossier).values_list("code", "state"))
    assert states == {"absence": "running", "move": "suspended"}

    clock.shift(3 * DAY)
    by = actor(dossier.referent.affiliation)
    resume_support(suspension=other, resumed_on=by.today, by=by, at=timezone.now())
    after = dict(Deadline.objects.filter(dossier=dossier).values_list("code", "due_on"))
    assert after == {"absence": due["absence"] + 6 * DAY, "move": due["move"] + 3 * DAY}
    with pytest.raises(CannotProlong):
        prolonged(other, by, 90)


def test_a_day_that_is_no_later_is_refused_and_the_referent_alone_prolongs(clock):
    dossier, hat = followed()
    by = actor(hat)
    suspension = halted(dossier, expected_on=by.today + 5 * DAY)
    for days in (0, 4):
        with pytest.raises(CannotProlong):
            prolonged(suspension, by, days)
    with pytest.raises(Denied):
        prolonged(suspension, by, 30, "hospital")  # health is for who may write on it
    with pytest.raises(Denied):
        prolonged(suspension, actor(MembershipFactory(dossier=dossier).affiliation), 30)
    withdraw_suspension(suspension=suspension, by=by, at=timezone.now())
    with pytest.raises(CannotProlong):
        prolonged(suspension, by, 30)
