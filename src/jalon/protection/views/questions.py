"""Questions of people to a body: why did one of yours read my dossier?"""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.journal.models import Channel
from jalon.journal.readings import record_listing
from jalon.kernel.errors import Refused
from jalon.protection.forms import AnswerForm
from jalon.protection.operations import answer_request
from jalon.protection.queries.desk import desk, questions_to
from jalon.protection.rules import RECEIVE_QUESTIONS
from jalon.protection.views.messages import tell_answer
from jalon.protection.views.words import STATES
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_safe
def question_list(request: Request) -> HttpResponse:
    RECEIVE_QUESTIONS.require(request.actor, None)
    waiting = desk(questions_to(request.actor), today=request.actor.today)
    context = {"desk": waiting, "today": request.actor.today, "states": STATES}
    return render(request, "protection/questions.html", context)


@page
@require_http_methods(GET_OR_POST)
def answer_question(request: Request, request_id: UUID) -> HttpResponse:
    """The question, what was read that day, and the answer."""
    one = get_object_or_404(questions_to(request.actor), public_id=request_id)
    record_listing([one.dossier_id], by=request.actor, at=timezone.now(), channel=Channel.PAGE)
    form = AnswerForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                done = answer_request(
                    request=one,
                    **form.cleaned_data,
                    insistence=form.insistence,
                    by=request.actor,
                    at=timezone.now(),
                )
                tell_answer(request, done)
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, _("Votre réponse est partie."))
            return redirect("questions")
    context = {"one": one, "form": form, "states": STATES}
    status = 422 if form.errors else 200
    return render(request, "protection/answer_request.html", context, status=status)
