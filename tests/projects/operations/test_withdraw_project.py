import pytest

from jalon.kernel.errors import Denied
from jalon.projects.operations import withdraw_project
from jalon.projects.queries.readable import readable
from jalon.projects.states import NotFromThisState, ProjectState
from tests.projects.situations import AT, begun, filed

pytestmark = pytest.mark.django_db


def test_a_filed_project_is_withdrawn_in_the_sight_of_the_state_and_a_draft_out_of_it():
    for world, seen in ((filed(), True), (begun(), False)):
        withdraw_project(project=world.project, reason="Reporté", by=world.carrier, at=AT)

        assert world.now().state == ProjectState.WITHDRAWN
        assert readable(world.state).exists() is seen
        with pytest.raises(NotFromThisState):
            withdraw_project(project=world.project, reason="", by=world.carrier, at=AT)
        with pytest.raises(Denied):
            withdraw_project(project=world.project, reason="", by=world.partner, at=AT)
