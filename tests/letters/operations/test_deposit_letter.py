import pytest

from jalon.kernel.errors import Denied
from jalon.letters.operations import deposit_letter
from jalon.letters.operations.deposit_letter import NotAScan, Scan
from jalon.letters.states import LetterState
from jalon.projects.states import MemberState
from tests.letters.situations import LATER, again, waiting
from tests.projects.situations import kinds_of

pytestmark = pytest.mark.django_db
PAGE = Scan(b"%PDF-1.7 signed by hand", is_recognised=False)


def test_the_scan_binds_the_member_and_says_that_nobody_read_its_code():
    world, letter = waiting()

    with pytest.raises(NotAScan):
        deposit_letter(letter=letter, scan=Scan(b"hello", True), by=world.carrier, at=LATER)
    with pytest.raises(Denied):
        deposit_letter(letter=letter, scan=PAGE, by=world.rival, at=LATER)
    for _turn in range(2):
        deposit_letter(letter=again(letter), scan=PAGE, by=world.carrier, at=LATER)

    kept = again(letter)
    assert (kept.state, kept.way, kept.is_recognised) == (LetterState.SIGNED, "paper", False)
    assert bytes(kept.document) == PAGE.content
    assert world.member(world.partner).state == MemberState.SIGNED
    assert kinds_of(world.project).count("letter.deposited") == 1
