import pytest

from jalon.kernel.errors import Denied
from jalon.letters.operations import withdraw_letter
from jalon.letters.states import LetterState
from tests.letters.situations import LATER, SIGNS, again, mails, opens, waiting
from tests.projects.situations import kinds_of

pytestmark = pytest.mark.django_db


def test_a_letter_taken_back_opens_nothing_and_its_signatory_is_told_once():
    world, letter = waiting()

    with pytest.raises(Denied):
        withdraw_letter(letter=letter, by=world.rival, at=LATER)
    for _turn in range(2):
        withdraw_letter(letter=again(letter), by=world.partner, at=LATER)

    assert again(letter).state == LetterState.VOID
    assert not opens(letter)
    assert [to for to, _body in mails("letter_void")] == [SIGNS]
    assert kinds_of(world.project).count("letter.voided") == 1
