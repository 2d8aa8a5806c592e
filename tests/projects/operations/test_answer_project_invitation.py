import pytest

from jalon.kernel.errors import Denied
from jalon.projects.operations import answer_project_invitation, invite_project_member
from jalon.projects.queries.readable import readable
from jalon.projects.states import MemberState
from tests.projects.situations import AT, begun, body_of, kinds_of, stranger_body

pytestmark = pytest.mark.django_db


def test_a_body_that_refuses_no_longer_reads_the_project():
    world = begun()
    member = world.member(world.partner)
    assert list(readable(world.partner)) == [world.project]

    answer_project_invitation(
        member=member, accepts=False, reason="Pas cette année", by=world.partner, at=AT
    )

    member.refresh_from_db()
    assert (member.state, member.refusal) == (MemberState.REFUSED, "Pas cette année")
    assert not readable(world.partner).exists()
    assert kinds_of(world.project).count("project_invitation.answered") == 2
    with pytest.raises(Denied):
        answer_project_invitation(member=member, accepts=True, by=world.carrier, at=AT)


def test_the_carrier_notes_the_answer_of_who_has_no_account_and_of_nobody_else():
    world = begun()
    absent = invite_project_member(
        project=world.project, body=stranger_body(), by=world.carrier, at=AT
    )
    invited = invite_project_member(
        project=world.project, body=body_of(world.rival), by=world.carrier, at=AT
    )

    answer_project_invitation(member=absent, accepts=True, by=world.carrier, at=AT)
    again = answer_project_invitation(member=absent, accepts=True, by=world.carrier, at=AT)

    assert again.state == MemberState.ACCEPTED
    with pytest.raises(Denied):
        answer_project_invitation(member=invited, accepts=True, by=world.carrier, at=AT)
