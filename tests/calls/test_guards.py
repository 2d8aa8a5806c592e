"""Row-level security says the same as the rules: who asks is known to them and the State alone."""

import pytest
from django.db import Error, transaction

from jalon.accounts.acting import acting
from jalon.calls.models import Question
from jalon.calls.operations import answer_question, ask_question
from jalon.calls.queries.answers import questions_for
from tests.calls.situations import OPENS, candidate, officer, published, stranger

pytestmark = pytest.mark.django_db


def test_rules_and_row_security_agree_on_who_reads_a_question():
    by, asker = officer(), candidate()
    call = published(by)
    with transaction.atomic(), acting(asker, at=OPENS):
        question = ask_question(call=call, article="", body="Qui ?", by=asker, at=OPENS)

    for one, reads in ((by, True), (asker, True), (candidate(), False), (stranger(), False)):
        assert (question in questions_for(call, one)) is reads
        with transaction.atomic(), acting(one, at=OPENS):
            assert Question.objects.filter(pk=question.pk).exists() is reads
    with transaction.atomic(), acting(by, at=OPENS):
        answer_question(
            question=question, article="", wording="Qui ?", body="Tous.", by=by, at=OPENS
        )
    with pytest.raises(Error), transaction.atomic(), acting(by, at=OPENS):
        Question.objects.filter(pk=question.pk).update(body="Autre chose")
