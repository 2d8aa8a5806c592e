import datetime as dt

import pytest

from jalon.letters.operations import lapse_letters
from jalon.letters.states import LetterState
from tests.letters.situations import again, mails, opens, waiting
from tests.projects.situations import AT, kinds_of

pytestmark = pytest.mark.django_db


def test_a_letter_that_nobody_signed_in_time_is_over_and_its_member_is_told():
    world, letter = waiting()
    end = AT + dt.timedelta(days=21)

    assert opens(letter, end - dt.timedelta(seconds=1))
    assert lapse_letters(by=None, at=end - dt.timedelta(seconds=1)) == 0
    assert not opens(letter, end)
    assert [lapse_letters(by=None, at=end) for _turn in range(2)] == [1, 0]

    assert again(letter).state == LetterState.LAPSED
    assert len(mails("letter_news")) == 2
    assert kinds_of(world.project).count("letter.lapsed") == 1
