import datetime as dt

import pytest

from jalon.calls.operations import answer_question, ask_question
from jalon.calls.operations.ask_question import QuestionsAreOver
from jalon.calls.queries.answers import questions_for, waiting, waiting_for
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.post.models import Mail
from tests.calls.situations import (
    ASKED_UNTIL,
    NOW,
    OPENS,
    candidate,
    drafted,
    officer,
    published,
    stranger,
)

pytestmark = pytest.mark.django_db


def test_the_state_and_one_s_own_body_alone_know_who_asks():
    by, asker = officer(), candidate()
    call = published(by)

    question = ask_question(call=call, article="porteur", body="Qui ?", by=asker, at=OPENS)

    assert list(questions_for(call, by)) == list(questions_for(call, asker)) == [question]
    for other in (candidate(), stranger(), None):
        assert list(questions_for(call, other)) == []
    fact = Entry.objects.get(kind="question.asked")
    assert fact.audience_id == by.organisation_id
    # Its officers are told that something waits, not what; who answers finds it.
    assert Mail.objects.filter(kind="question_asked").count() == 1
    assert list(waiting([call])) == [question]
    assert waiting_for(by) == [(call, 1)]
    assert waiting_for(asker) == waiting_for(stranger()) == []
    answer_question(question=question, article="", wording="Qui ?", body="X", by=by, at=OPENS)
    assert (list(waiting([call])), waiting_for(by)) == ([], [])


def test_questions_come_from_others_while_answers_serve_everybody():
    by, asker = officer(), candidate()
    call = published(by)

    for at in (OPENS - dt.timedelta(seconds=1), ASKED_UNTIL):
        with pytest.raises(QuestionsAreOver):
            ask_question(call=call, article="", body="Trop tard ?", by=asker, at=at)
    with pytest.raises(Denied):
        ask_question(call=call, article="", body="À moi-même ?", by=by, at=OPENS)
    with pytest.raises(Denied):
        ask_question(call=drafted(by), article="", body="Brouillon ?", by=asker, at=NOW)
