import pytest

from jalon.kernel.errors import Denied
from jalon.letters.delegating import Signatory
from jalon.letters.operations import delegate_letter
from tests.letters.situations import LATER, again, mails, opens, waiting
from tests.projects.situations import kinds_of

pytestmark = pytest.mark.django_db
OTHER = Signatory("Ali Martin, président", "ali.martin@exemple.example")


def test_the_member_says_who_signs_and_the_carrier_does_not():
    world, letter = waiting()

    with pytest.raises(Denied):
        delegate_letter(letter=letter, to=OTHER, by=world.carrier, at=LATER)
    for _turn in range(2):
        delegate_letter(letter=again(letter), to=OTHER, by=world.partner, at=LATER)

    assert (opens(letter), opens(again(letter))) == (False, True)
    assert [to for to, _body in mails("letter_to_sign")][1:] == [OTHER.email]
    assert kinds_of(world.project).count("letter.delegated") == 1
