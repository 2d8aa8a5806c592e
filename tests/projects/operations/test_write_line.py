import pytest

from jalon.kernel.errors import Denied
from jalon.projects.models import Funder
from jalon.projects.operations import remove_line, write_line
from jalon.projects.operations.write_line import LineIsGone, MemberOfAnother
from jalon.projects.turns import MovedMeanwhile
from tests.projects.situations import AT, SPENT, begun, brought, line

pytestmark = pytest.mark.django_db


def test_a_line_is_changed_as_it_was_read():
    world = begun()
    one = line(world, amount_cents=1)
    values = {**SPENT, "amount_cents": 2}

    write_line(project=world.project, line=one, values=values, seen=1, by=world.carrier, at=AT)
    with pytest.raises(MovedMeanwhile) as refusal:
        write_line(project=world.project, line=one, values=values, seen=1, by=world.carrier, at=AT)
    assert refusal.value.standing.amount_cents == 2

    remove_line(line=one, by=world.carrier, at=AT)
    with pytest.raises(LineIsGone):
        write_line(project=world.project, line=one, values=values, seen=2, by=world.carrier, at=AT)


def test_by_the_carrier_for_a_funder_of_the_consortium():
    world, other = begun(), begun()

    with pytest.raises(Denied):
        write_line(project=world.project, values=SPENT, by=world.partner, at=AT)
    with pytest.raises(MemberOfAnother):
        brought(world, Funder.MEMBER, 1, member=other.member(other.partner))
