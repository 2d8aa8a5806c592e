import pytest

from jalon.accounts.acting import acting
from jalon.letters.operations import send_letter, void_letter
from jalon.letters.states import LetterSettled, LetterState
from jalon.projects.models import Funder
from jalon.projects.operations import write_part
from jalon.projects.queries.eligibility import values_of
from jalon.projects.states import MemberState
from tests.letters.situations import LATER, SIGNS, again, mails, opens, signed, waiting
from tests.projects.situations import brought

pytestmark = pytest.mark.django_db


def test_what_was_signed_has_changed_so_it_binds_nobody_and_eligibility_goes_back():
    world, letter = signed()
    brought(world, Funder.CARRIER, 1_00)  # says nothing of this member
    assert again(letter).state == LetterState.SIGNED

    with acting(world.carrier, at=LATER):
        brought(world, Funder.MEMBER, 1_00, member=world.member(world.partner))

    letter = again(letter)
    member = world.member(world.partner)
    assert (letter.state, member.state) == (LetterState.VOID, MemberState.ACCEPTED)
    assert values_of(world.now())["members"][1]["letter_signed"] is None
    assert not opens(letter)
    assert [to for to, _body in mails("letter_void")] == [SIGNS]
    with pytest.raises(LetterSettled):
        void_letter(letter=letter, project=world.now(), by=world.carrier, at=LATER)


def test_a_letter_that_waits_follows_who_signs():
    world, letter = waiting()
    member = world.member(world.partner)

    with acting(world.partner, at=LATER):
        write_part(
            member=member, changes={"contact_email": "autre@exemple.example"},
            seen=member.revision, by=world.partner, at=LATER,
        )  # fmt: skip
        assert again(letter).state == LetterState.WAITING
        write_part(
            member=member, changes={"signatory_email": "ali@exemple.example"},
            seen=member.revision + 1, by=world.partner, at=LATER,
        )  # fmt: skip

    assert again(letter).state == LetterState.VOID
    other = send_letter(member=world.member(world.partner), by=world.carrier, at=LATER)
    assert mails("letter_to_sign")[-1][0] == other.signatory_email == "ali@exemple.example"
