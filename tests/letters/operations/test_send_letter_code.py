import pytest

from jalon.letters.operations import send_letter_code
from jalon.letters.operations.send_letter_code import LetterCodeRefused
from tests.letters.situations import LATER, SIGNS, mails, waiting
from tests.projects.situations import kinds_of

pytestmark = pytest.mark.django_db


def test_a_handful_of_codes_a_day_to_who_signs_and_the_last_one_counts():
    world, letter = waiting()

    for _turn in range(5):
        send_letter_code(letter=letter, by=None, at=LATER)

    assert {to for to, _body in mails("letter_code")} == {SIGNS}
    assert letter.codes.filter(expires_at__gt=LATER).count() == 1
    assert kinds_of(world.project).count("letter_code.sent") == 5
    with pytest.raises(LetterCodeRefused):
        send_letter_code(letter=letter, by=None, at=LATER)
