import datetime as dt

import pytest

from jalon.accounts.acting import acting
from jalon.appraisal.operations import announce_results, decide_project, plan_announcement
from jalon.appraisal.operations.plan_announcement import AlreadyAnnounced
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT, admitted
from tests.calls.situations import kinds_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2027, 3, 1)


def test_the_day_of_the_results_is_said_moved_and_over_once_they_are_announced():
    world = admitted()
    call = world.project.call
    with pytest.raises(Denied):
        plan_announcement(call=call, on=DAY, by=world.filed.carrier, at=AT)
    with acting(world.officer, at=AT):
        first = plan_announcement(call=call, on=DAY, by=world.officer, at=AT)
    with acting(world.head, at=AT):  # a colleague moves it
        later = plan_announcement(call=call, on=DAY + dt.timedelta(days=7), by=world.head, at=AT)
    assert (first.pk, later.planned_on) == (later.pk, dt.date(2027, 3, 8))
    assert kinds_of(call)[-2:] == ["announcement.planned"] * 2

    decide_project(
        project=world.project, outcome="reserve", amount_cents=None, reason="Crédits",
        by=world.head, at=AT,
    )  # fmt: skip
    announce_results(call=call, by=world.head, at=AT)
    with pytest.raises(AlreadyAnnounced):
        plan_announcement(call=call, on=DAY, by=world.officer, at=AT)
