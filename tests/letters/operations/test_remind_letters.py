import datetime as dt

import pytest

from jalon.letters.operations import remind_letters
from jalon.letters.reminding import keep_letters
from jalon.letters.states import LetterState
from tests.letters.situations import SIGNS, again, mails, waiting
from tests.projects.situations import AT

pytestmark = pytest.mark.django_db


def test_who_does_not_sign_is_told_every_few_days_once_each_until_the_letter_lapses():
    _world, letter = waiting()

    for day in range(30):
        for _turn in range(2):
            keep_letters(AT + dt.timedelta(days=day, hours=1))

    assert again(letter).state == LetterState.LAPSED
    assert [to for to, _body in mails("letter_reminder")] == [SIGNS] * 4
    assert remind_letters(by=None, at=AT + dt.timedelta(days=60)) == 0
