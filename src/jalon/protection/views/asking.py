"""« Why was it read? », asked by letter, by telephone or at a counter.

It is entered from a line of the register: it is about a reading that took place.
"""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.journal.models import Channel
from jalon.kernel.errors import Refused
from jalon.protection.forms import QuestionEntryForm
from jalon.protection.models import DataRequest, RegisterLookup, RequestKind
from jalon.protection.operations import Aim, enter_request
from jalon.protection.queries.finding import protected_person
from jalon.protection.queries.register import reading_of
from jalon.protection.views.entering import born
from jalon.protection.views.loading import about
from jalon.protection.views.messages import tell_the_body
from jalon.protection.views.register import day_of, opened_or_404
from jalon.protection.views.words import said
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

SHOWN: Final = ("identity", "readings")


@page
@require_http_methods(GET_OR_POST)
def enter_one_question(request: Request, lookup_id: UUID, reader_id: UUID) -> HttpResponse:
    """Why did this reader read that day? With how the question arrived, and who was seen to ask."""
    lookup = opened_or_404(request, lookup_id, Channel.PAGE, SHOWN)
    with about(request, lookup.dossier_number):
        line = reading_of(lookup.dossier_id, reader_id, day_of(request.GET.get("jour", "")))
        found = protected_person(request.actor, lookup.dossier_number)
        if line is None or found is None:
            raise Http404
        form = QuestionEntryForm(typed(request), today=request.actor.today)
        reader = Affiliation.objects.select_related("organisation").get(public_id=reader_id)
        aim = Aim(reader.organisation, reader=reader, read_on=line.day, said=said(line))
        done = _enter(request, lookup, aim, form) if form.is_bound and form.is_valid() else None
        if done:
            messages.success(request, _told(done))
            return redirect("data_request", done.public_id)
        context = {"form": form, "found": found, "born": born, "lookup": lookup}
        context |= {"line": line, "said": aim.said}
        status = 422 if form.errors else 200
        return render(request, "protection/enter_question.html", context, status=status)


def _enter(
    request: Request, lookup: RegisterLookup, aim: Aim, form: QuestionEntryForm
) -> DataRequest | None:
    dossiers = Dossier.objects.select_related("referent__organisation")
    try:
        with transaction.atomic():
            done = enter_request(
                dossier=dossiers.get(pk=lookup.dossier_id),
                kind=RequestKind.EXPLANATION,
                body=form.cleaned_data["body"],
                aim=aim,
                arrival=form.arrival,
                insistence=form.insistence,
                by=request.actor,
                at=timezone.now(),
            )
            tell_the_body(request, done)
    except Refused as refusal:
        form.refuse(refusal)
        return None
    return done


def _told(done: DataRequest) -> str:
    if done.awaits_proof:
        return _("La question est inscrite. L’organisme la recevra une fois l’identité vérifiée.")
    return _("La question est inscrite, avec son délai. L’organisme en est averti.")
