import pytest

from jalon.letters.links import holding
from jalon.letters.operations import refuse_letter, send_letter, send_letter_code
from jalon.letters.states import LetterSettled, LetterState
from jalon.projects.states import MemberState
from tests.letters.situations import LATER, again, mails, secret_of, waiting
from tests.projects.situations import kinds_of

pytestmark = pytest.mark.django_db


def test_she_refuses_with_a_reason_and_another_letter_may_be_sent():
    world, letter = waiting()

    for _turn in range(2):
        with holding(secret_of(letter), at=LATER) as held:
            refuse_letter(letter=held, reason="Pas avant le budget", by=None, at=LATER)

    letter = again(letter)
    assert (letter.state, letter.refusal) == (LetterState.REFUSED, "Pas avant le budget")
    assert world.member(world.partner).state == MemberState.ACCEPTED
    assert kinds_of(world.project).count("letter.refused") == 1
    assert all("budget" not in body for _to, body in mails("letter_news"))
    with pytest.raises(LetterSettled):
        send_letter_code(letter=letter, by=None, at=LATER)
    other = send_letter(member=world.member(world.partner), by=world.partner, at=LATER)
    assert other != letter
