import pytest

from jalon.letters.delegating import Signatory
from jalon.letters.links import holding
from jalon.letters.operations import delegate_letter_by_link, send_letter_code, sign_letter
from jalon.letters.operations.sign_letter import CodeOver
from tests.letters.situations import LATER, again, code_received, mails, opens, secret_of, waiting

pytestmark = pytest.mark.django_db
OTHER = Signatory("Ali Martin, président", "ali.martin@exemple.example")


def test_she_gives_it_to_somebody_else_and_neither_her_link_nor_her_code_serve_any_more():
    _world, letter = waiting()
    before = secret_of(letter)
    send_letter_code(letter=letter, by=None, at=LATER)
    hers = code_received()

    with holding(before, at=LATER) as held:
        delegate_letter_by_link(letter=held, to=OTHER, by=None, at=LATER)

    now = again(letter)
    assert (now.signatory_name, now.delegated_from) == (OTHER.name, "Claire Dupont, directrice")
    assert mails("letter_to_sign")[-1][0] == OTHER.email
    assert (opens(letter), opens(now)) == (False, True)
    with pytest.raises(CodeOver):
        sign_letter(letter=now, code=hers, by=None, at=LATER)
