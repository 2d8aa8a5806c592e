from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.calls.calendar import takes_questions
from jalon.calls.events import QuestionAsked
from jalon.calls.models import Call, Question
from jalon.calls.queries.readable import binding
from jalon.calls.rules import ASK_QUESTION
from jalon.calls.telling import tell_officers
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class QuestionsAreOver(Refused):
    """Asked before the call opens, or when an answer could no longer serve everybody."""


@transaction.atomic
def ask_question(*, call: Call, article: str, body: str, by: Actor, at: datetime) -> Question:
    """Ask the State something, about an article or the whole call (""); it is told to nobody else.

    A mail says to its officers that something waits.

    Raises QuestionsAreOver, Denied.
    """
    ASK_QUESTION.require(by, call)
    version = binding(call)
    if version is None or not takes_questions(call, version, at):
        raise QuestionsAreOver(
            _("Les questions ne sont pas, ou ne sont plus reçues sur cet appel.")
        )
    question = Question.objects.create(
        call=call,
        article=article,
        body=body,
        asked_at=at,
        asked_by_id=by.affiliation_id,
        organisation_id=by.organisation_id,
    )
    record(
        QuestionAsked(call_id=call.pk, publisher_id=call.organisation_id, question_id=question.pk),
        by=by,
        at=at,
    )
    tell_officers(question, at=at)
    return question
