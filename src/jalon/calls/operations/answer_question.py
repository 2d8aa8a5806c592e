from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.calls.events import QuestionAnswered
from jalon.calls.models import PublishedAnswer, Question
from jalon.calls.rules import ANSWER_QUESTION
from jalon.calls.telling import tell_followers
from jalon.journal.record import record


@transaction.atomic
def answer_question(
    *, question: Question, article: str, wording: str, body: str, by: Actor, at: datetime
) -> PublishedAnswer:
    """Publish an answer, or its correction, to everybody at this instant; followers are told.

    `wording`: the question as everybody reads it, without what would say who asked. Raises Denied.
    """
    ANSWER_QUESTION.require(by, question.call)
    locked = Question.objects.select_for_update().get(pk=question.pk)
    last = locked.answers.aggregate(last=Max("number"))["last"] or 0
    answer = PublishedAnswer.objects.create(
        call_id=locked.call_id,
        question=locked,
        number=last + 1,
        article=article,
        wording=wording,
        body=body,
        published_at=at,
        published_by_id=by.affiliation_id,
    )
    record(
        QuestionAnswered(call_id=locked.call_id, question_id=locked.pk, number=answer.number),
        by=by,
        at=at,
    )
    said = _("Une réponse est corrigée.") if last else _("Une réponse est publiée.")
    tell_followers(question.call, said=said, at=at)
    return answer
