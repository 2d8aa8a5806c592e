import datetime as dt

import pytest

from jalon.letters.operations import remind_letter
from jalon.letters.operations.remind_letter import TooSoon
from tests.letters.situations import LATER, SIGNS, again, mails, waiting
from tests.projects.situations import kinds_of

pytestmark = pytest.mark.django_db


def test_who_signs_is_told_again_but_not_twice_in_a_morning():
    world, letter = waiting()

    remind_letter(letter=letter, by=world.carrier, at=LATER)
    with pytest.raises(TooSoon):
        remind_letter(letter=again(letter), by=world.partner, at=LATER + dt.timedelta(hours=3))

    assert [to for to, _body in mails("letter_reminder")] == [SIGNS]
    assert kinds_of(world.project).count("letter.reminded") == 1
