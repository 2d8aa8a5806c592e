import datetime as dt

import pytest

from jalon.grants.models import Agreement, Report
from jalon.grants.operations import remind_reports
from jalon.grants.queries.waiting import followed
from tests.appraisal.situations import AT
from tests.grants.situations import in_force, kinds_of, on
from tests.letters.situations import mails

pytestmark = pytest.mark.django_db


def _told_on(due, days):
    """Whom the keeper tells as it looks twice, so many days before the due day."""
    at = dt.datetime.combine(due - dt.timedelta(days=days), dt.time(9), dt.UTC)
    return sum(remind_reports(by=None, at=at) for _turn in range(2))


def test_a_carrier_is_told_once_at_each_moment_and_the_desk_says_what_is_late():
    world = in_force()
    due = world.report().due_on
    Report.objects.exclude(pk=world.report().pk).update(
        state="accepted", given_at=AT, accepted_at=AT
    )

    days = (31, 30, 20, 7, 6, 0, -1, -2, -30, -31, -60, -61)
    assert [_told_on(due, one) for one in days] == [0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1]
    for kind, count in (("report_due", 2), ("report_late", 3)):
        told = mails(kind)
        assert len(told) == count * len({to for to, _body in told})
        assert all(world.project.title not in body for _to, body in told)
        assert all(str(world.report().public_id) in body for _to, body in told)
    assert kinds_of(world.project).count("report.reminded") == 5
    late = on(world.officer, dt.datetime.combine(due, dt.time(), dt.UTC) + dt.timedelta(days=1))
    assert [row.late for row in followed(late)] == [1]
    on_time = on(world.officer, dt.datetime.combine(due, dt.time(), dt.UTC))
    assert [row.late for row in followed(on_time)] == [0]


def test_a_stopped_keeper_tells_the_nearest_moment_and_an_amended_or_ended_agreement_nothing_more():
    world = in_force()
    report = world.report()
    assert _told_on(report.due_on, 3) == 1
    assert [one.days for one in world.agreement.report_reminders.all()] == [7]
    report.pk, report.public_id = None, "01890a5d-ac96-774b-bcce-b302099a8057"  # planned anew
    Report.objects.filter(due_on=report.due_on).update(state="cancelled")
    report.save()
    assert _told_on(report.due_on, 3) == 0
    assert _told_on(report.due_on, -5) == 1
    Agreement.objects.update(state="ended", ended_at=AT, end_reason="state")
    assert _told_on(report.due_on, -40) == 0
