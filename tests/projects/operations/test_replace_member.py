import pytest

from jalon.kernel.errors import Denied
from jalon.projects.models import Funder
from jalon.projects.operations import replace_member
from jalon.projects.operations.replace_member import CarrierStays, StillFunds
from jalon.projects.states import MemberState
from tests.projects.situations import AT, begun, brought, stranger_body

pytestmark = pytest.mark.django_db


def test_the_successor_takes_the_place_the_circle_and_the_lines():
    world = begun()
    former = world.member(world.partner)
    money = brought(world, Funder.MEMBER, 5_000_00, member=former)

    with pytest.raises(StillFunds):
        replace_member(member=former, by=world.carrier, at=AT)
    new = replace_member(member=former, successor=stranger_body(), by=world.carrier, at=AT)

    former.refresh_from_db()
    money.refresh_from_db()
    assert former.state == MemberState.REPLACED
    assert new is not None
    assert (new.replaces_id, money.member_id) == (former.pk, new.pk)


def test_neither_the_carrier_nor_by_a_member():
    world = begun()

    with pytest.raises(CarrierStays):
        replace_member(member=world.member(world.carrier), by=world.carrier, at=AT)
    with pytest.raises(Denied):
        replace_member(member=world.member(world.partner), by=world.partner, at=AT)
