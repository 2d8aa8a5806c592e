import pytest

from jalon.calls.operations import answer_question, ask_question
from jalon.calls.queries.answers import last_answers
from jalon.kernel.errors import Denied
from tests.calls.situations import (
    OPENS,
    candidate,
    follower,
    kinds_of,
    officer,
    published,
    sent_to,
    stranger,
)

pytestmark = pytest.mark.django_db


def test_the_last_version_of_an_answer_counts_and_followers_are_told():
    by = officer()
    call = published(by)
    follower(call, "suit@exemple.example")
    question = ask_question(
        call=call, article="", body="Metz peut-elle ?", by=candidate(), at=OPENS
    )
    said = {"question": question, "article": "porteur", "wording": "Une ville peut-elle ?"}

    answer_question(**said, body="Oui.", by=by, at=OPENS)
    answer_question(**said, body="Oui, avec l'accord du département.", by=by, at=OPENS)

    [answer] = last_answers(call)
    assert (answer.number, answer.body) == (2, "Oui, avec l'accord du département.")
    assert list(last_answers(call, search="départements accord")) == [answer]
    assert list(last_answers(call, search="Metz")) == []
    assert sent_to() == ["suit@exemple.example"] * 2
    assert kinds_of(call)[-2:] == ["question.answered"] * 2


def test_another_body_of_the_state_does_not_answer():
    call = published(officer())
    question = ask_question(call=call, article="", body="Qui ?", by=candidate(), at=OPENS)

    with pytest.raises(Denied):
        answer_question(
            question=question, article="", wording="?", body="Moi", by=stranger(), at=OPENS
        )
