import datetime as dt

import pytest

from jalon.appraisal.operations import answer_opinion, remind_opinions
from jalon.post.models import Mail
from tests.appraisal.situations import AT, DUE, admitted, asked, kinds_of

pytestmark = pytest.mark.django_db


def test_a_body_is_reminded_once_some_days_before_unless_it_has_answered():
    world = admitted()
    asked(world, world.agency)
    answered = asked(world, world.readers[0])
    answer_opinion(opinion=answered, verdict="favourable", body="", by=world.readers[0], at=AT)
    soon = AT.replace(hour=12) + (DUE - AT.date()) - dt.timedelta(days=5)

    early = soon - dt.timedelta(days=1)
    reminded = [remind_opinions(by=None, at=at) for at in (early, soon, soon)]

    assert reminded == [0, 1, 0]
    assert Mail.objects.filter(kind="opinion_reminded").count() == 1
    assert kinds_of(world.project)[-1] == "opinion.reminded"
