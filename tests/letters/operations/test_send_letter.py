import pytest

from jalon.kernel.errors import Denied
from jalon.letters.operations import send_letter
from jalon.letters.operations.send_letter import NotReady
from jalon.projects.models import Funder
from jalon.projects.queries.eligibility import values_of
from tests.letters.situations import SIGNS, mails, opens, ready, secret_of
from tests.projects.situations import AT, begun, brought, kinds_of

pytestmark = pytest.mark.django_db


def test_the_letter_says_what_the_part_and_the_plan_say_and_its_link_leaves_by_mail():
    world = ready()
    member = world.member(world.partner)
    brought(world, Funder.MEMBER, 20_000_00, member=member)
    brought(world, Funder.MEMBER, 10_000_00, member=member, year=2028)
    brought(world, Funder.CARRIER, 40_000_00)

    letter = send_letter(member=member, by=world.carrier, at=AT)
    again = send_letter(member=member, by=world.partner, at=AT)

    said = letter.content["commitment"]
    assert again == letter
    assert (said["role"], said["fte_hundredths"], said["agrees"]) == (
        "Un guichet commun", 150, False,
    )  # fmt: skip
    assert said["years"] == {"2027": 20_000_00, "2028": 10_000_00}
    [(to, body)] = mails("letter_to_sign")
    assert to == SIGNS
    assert secret_of(letter) in body
    assert opens(letter)
    assert values_of(world.now())["members"][1]["letter_signed"] is None
    assert kinds_of(world.project).count("letter.sent") == 1
    with pytest.raises(Denied):
        send_letter(member=member, by=world.rival, at=AT)


def test_nothing_is_sent_before_the_part_is_written():
    world = begun()

    with pytest.raises(NotReady):
        send_letter(member=world.member(world.partner), by=world.partner, at=AT)
    assert mails("letter_to_sign") == []
