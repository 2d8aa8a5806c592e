import datetime as dt

import pytest

from jalon.projects.operations import file_project, open_project, remind_drafts
from jalon.projects.reminding import keep_drafts
from tests.calls.situations import version_of
from tests.letters.situations import mails
from tests.projects.situations import begun, complete, kinds_of

pytestmark = pytest.mark.django_db


def test_a_draft_is_told_at_7_days_48_hours_and_6_hours_once_each_and_no_other():
    world, filed = begun(), complete()
    closes = version_of(world.call).closes_at
    file_project(project=filed.project, by=filed.carrier, at=closes - dt.timedelta(days=20))
    late = open_project(
        call=world.call, title="Tard", by=world.rival, at=closes - dt.timedelta(days=3)
    )

    # The keeper looks twice every three hours, and is stopped for a day.
    for hour in range(8 * 24, -12, -3):
        if not 50 > hour > 26:
            for _turn in range(2):
                keep_drafts(closes - dt.timedelta(hours=hour))

    told = [body for _to, body in mails("project_deadline")]
    assert kinds_of(world.project).count("draft.reminded") == 3
    assert kinds_of(late).count("draft.reminded") == 2  # begun after the first
    assert kinds_of(filed.project).count("draft.reminded") == 0
    assert len(told) == 5
    assert all("n’est pas déposée" in body for body in told)
    assert all(world.project.title not in body for body in told)


def test_another_closing_is_told_again():
    world = begun()
    closes = version_of(world.call).closes_at
    at = closes - dt.timedelta(hours=5)

    assert [remind_drafts(by=None, at=at) for _turn in range(2)] == [1, 0]
    assert remind_drafts(by=None, at=closes) == 0
    world.project.reminders.update(closes_at=closes - dt.timedelta(days=1))  # before an extension
    assert remind_drafts(by=None, at=at) == 1
