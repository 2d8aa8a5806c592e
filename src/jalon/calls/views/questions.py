"""Questions and answers: read by everybody at the same instant, asked by candidates."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.calls.calendar import takes_questions
from jalon.calls.content import articles
from jalon.calls.forms.questions import AnswerForm, QuestionForm
from jalon.calls.models import Call, CallVersion
from jalon.calls.operations import answer_question, ask_question
from jalon.calls.queries.answers import last_answers, questions_for
from jalon.calls.rules import ANSWER_QUESTION, ASK_QUESTION
from jalon.calls.views.loading import call_or_404, reader, version_shown
from jalon.kernel.errors import Refused
from jalon.ui.access import page, public_page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

LONGEST_SEARCH = 100


@public_page
@require_safe
def call_questions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    call = call_or_404(request, public_id)
    version, actor = version_shown(request, call), reader(request)
    search = request.GET.get("q", "")[:LONGEST_SEARCH]
    known = articles(version.sections)
    context = {
        "call": call,
        "version": version,
        "search": search,
        "answers": [(one, known.get(one.article)) for one in last_answers(call, search=search)],
        "questions": list(questions_for(call, actor)),
        "may_answer": ANSWER_QUESTION.allows(actor, call),
        "may_ask": actor is not None and ASK_QUESTION.allows(actor, call),
        "takes_questions": takes_questions(call, version, timezone.now()),
    }
    return render(request, "calls/call_questions.html", context)


@page
@require_http_methods(GET_OR_POST)
def ask(request: Request, public_id: UUID) -> HttpResponse:
    call = call_or_404(request, public_id)
    ASK_QUESTION.require(request.actor, call)
    version = version_shown(request, call)
    start = {"article": request.GET.get("article", "")}
    form = QuestionForm(typed(request), version=version, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            ask_question(call=call, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Votre question est envoyée. La réponse sera publiée ici."))
            return redirect("call_questions", public_id)
    return _shown(request, "calls/ask_question.html", call, version, {"form": form})


@page
@require_http_methods(GET_OR_POST)
def answer(request: Request, public_id: UUID, question_id: UUID) -> HttpResponse:
    call = call_or_404(request, public_id)
    ANSWER_QUESTION.require(request.actor, call)
    question = get_object_or_404(questions_for(call, request.actor), public_id=question_id)
    version = version_shown(request, call)
    form = AnswerForm(typed(request), version=version, initial=AnswerForm.start(question))
    if request.method == "POST" and form.is_valid():
        question.call = call
        answer_question(question=question, **form.cleaned_data, by=request.actor, at=timezone.now())
        messages.success(request, _("La réponse est publiée, pour tous au même instant."))
        return redirect("call_questions", public_id)
    former = list(question.answers.order_by("-number"))
    context = {"form": form, "question": question, "former": former}
    return _shown(request, "calls/answer_question.html", call, version, context)


def _shown(
    request: Request, template: str, call: Call, version: CallVersion, context: dict[str, Any]
) -> HttpResponse:
    status = 422 if context["form"].is_bound else 200
    return render(request, template, {"call": call, "version": version, **context}, status=status)
