import datetime as dt

import pytest

from jalon.kernel.errors import Denied
from jalon.projects.operations import open_project
from jalon.projects.operations.open_project import NotOpen
from jalon.projects.states import MemberState
from tests.calls.situations import CLOSES, OPENS, officer
from tests.projects.situations import AT, begun, kinds_of

pytestmark = pytest.mark.django_db


def test_the_carrier_is_its_first_member():
    world = begun()

    own = world.member(world.carrier)
    assert (own.state, own.kind) == (MemberState.ACCEPTED, world.carrier.organisation_kind)
    assert kinds_of(world.project)[0] == "project.opened"


def test_only_while_the_call_is_open_and_not_by_who_called():
    world = begun()

    for moment in (OPENS - dt.timedelta(seconds=1), CLOSES):
        with pytest.raises(NotOpen):
            open_project(call=world.call, title="Trop tard", by=world.rival, at=moment)
    for who in (world.state, officer(role="professional")):
        with pytest.raises(Denied):
            open_project(call=world.call, title="Non", by=who, at=AT)
