import pytest

from jalon.kernel.errors import Denied
from jalon.projects.operations import file_project, resume_project, write_text
from jalon.projects.operations.resume_project import TooLate
from jalon.projects.queries.readable import readable
from tests.calls.situations import CLOSES
from tests.projects.situations import AT, filed

pytestmark = pytest.mark.django_db


def test_taken_up_again_it_leaves_the_state_s_sight_until_it_is_filed_anew():
    world = filed()
    assert list(readable(world.state)) == [world.project]

    resume_project(project=world.project, by=world.carrier, at=AT)
    assert not readable(world.state).exists()
    write_text(project=world.project, code="resume", body="Mieux", seen=1, by=world.carrier, at=AT)
    again = file_project(project=world.project, by=world.carrier, at=AT)

    assert (again.number, again.content["texts"]["resume"]) == (2, "Mieux")
    assert list(readable(world.state)) == [world.project]


def test_neither_after_the_closing_nor_by_a_member():
    world = filed()

    with pytest.raises(TooLate):
        resume_project(project=world.project, by=world.carrier, at=CLOSES)
    with pytest.raises(Denied):
        resume_project(project=world.project, by=world.partner, at=AT)
