import datetime as dt

import pytest

from jalon.accounts.acting import acting
from jalon.projects.operations import invite_project_member, lapse_project_invitations
from jalon.projects.states import MemberState
from jalon.projects.telling import writers
from tests.letters.situations import mails
from tests.projects.situations import AT, begun, body_of, stranger_body

pytestmark = pytest.mark.django_db
END = AT + dt.timedelta(days=30)


def test_an_invitation_that_nobody_answered_expires_and_may_be_made_again():
    world = begun()
    by = world.carrier
    silent = invite_project_member(project=world.project, body=body_of(world.rival), by=by, at=AT)
    foreseen = invite_project_member(project=world.project, body=stranger_body(), by=by, at=AT)

    assert lapse_project_invitations(by=None, at=END - dt.timedelta(seconds=1)) == 0
    assert [lapse_project_invitations(by=None, at=END) for _turn in range(2)] == [1, 0]

    silent.refresh_from_db()
    foreseen.refresh_from_db()
    assert (silent.state, foreseen.state) == (MemberState.EXPIRED, MemberState.FORESEEN)
    assert len(mails("project_invitation_lapsed")) == 1
    again = invite_project_member(project=world.project, body=body_of(world.rival), by=by, at=END)
    assert again != silent


def test_who_writes_a_draft_is_told_of_the_call_without_being_known():
    world = begun()

    with acting(world.state, at=AT):
        told = writers(world.call)
    with acting(world.rival, at=AT):
        asked_by_another = writers(world.call)

    assert told == writers(world.call)
    assert len(told) >= 1
    assert asked_by_another == []
