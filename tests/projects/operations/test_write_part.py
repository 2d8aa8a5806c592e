import pytest

from jalon.kernel.errors import Denied
from jalon.projects.models import Member
from jalon.projects.operations import invite_project_member, write_part
from jalon.projects.states import MemberState
from jalon.projects.turns import MovedMeanwhile
from tests.projects.situations import AT, begun, stranger_body

pytestmark = pytest.mark.django_db


def test_each_member_writes_its_own_and_a_letter_is_signed_again_when_it_changes():
    world = begun()
    own = world.member(world.partner)
    Member.objects.filter(pk=own.pk).update(state=MemberState.SIGNED, signed_at=AT)

    said = {"contact_email": "equipe@ft.example"}
    kept = write_part(member=own, changes=said, seen=1, by=world.partner, at=AT)
    assert kept.state == MemberState.SIGNED
    changed = write_part(
        member=own, changes={"fte_hundredths": 150}, seen=2, by=world.partner, at=AT
    )

    assert (changed.state, changed.signed_at, changed.fte_hundredths) == ("accepted", None, 150)
    with pytest.raises(MovedMeanwhile):
        write_part(member=own, changes={"role": "Autre"}, seen=2, by=world.partner, at=AT)


def test_the_carrier_writes_for_the_absent_alone():
    world = begun()
    absent = invite_project_member(
        project=world.project, body=stranger_body(), by=world.carrier, at=AT
    )

    write_part(member=absent, changes={"role": "Accueillir"}, seen=1, by=world.carrier, at=AT)

    for member, who in ((world.member(world.partner), world.carrier), (absent, world.partner)):
        with pytest.raises(Denied):
            write_part(member=member, changes={"role": "Non"}, seen=1, by=who, at=AT)
    with pytest.raises(KeyError):
        write_part(member=absent, changes={"state": "signed"}, seen=2, by=world.carrier, at=AT)
