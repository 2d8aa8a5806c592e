"""I write to my référent, and read what they answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.access.policy.blocks import Block
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries.of_person import dossier_of
from jalon.exchanges.forms import MessageForm
from jalon.exchanges.operations import acknowledge_messages, send_message
from jalon.exchanges.queries.thread import last_message, read_thread
from jalon.exchanges.rules import SEND_MESSAGE
from jalon.exchanges.views.messages import seen_messages
from jalon.kernel.errors import Refused
from jalon.space.queries.own_dossier import OwnDossier
from jalon.space.queries.who_sees import who_sees
from jalon.space.views.loading import own_or_404, show
from jalon.ui.access import personal_page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import PersonalRequest

READ, BLOCK = "lu", "messages"
NO_CONTENT = 204


@personal_page
@require_http_methods(GET_OR_POST)
def my_messages(request: PersonalRequest) -> HttpResponse:
    """The thread and a form; asked again by the page that is open, only what is new."""
    if request.method != "POST":
        return _anew(request) if request.htmx else _show(request, MessageForm())
    own, form = own_or_404(request), MessageForm(request.POST)
    dossier = Dossier.objects.get(pk=own.id)
    if request.POST.get("what") == READ:
        seen = seen_messages(request)
        acknowledge_messages(dossier=dossier, seen=seen, by=request.actor, at=timezone.now())
        return redirect("space_messages")
    if form.is_valid() and _sent(request, dossier, form):
        messages.success(request, _("Votre message est parti."))
        return redirect("space_messages")
    return _show(request, form)


def _sent(request: PersonalRequest, dossier: Dossier, form: MessageForm) -> bool:
    body, seen = form.cleaned_data["body"], seen_messages(request)
    try:
        send_message(dossier=dossier, body=body, seen=seen, by=request.actor, at=timezone.now())
    except Refused as error:
        form.refuse(error)
    return form.is_valid()


def _anew(request: PersonalRequest) -> HttpResponse:
    """Nothing while nothing has changed: a page that asks again reads and weighs nothing."""
    dossier = dossier_of(request.actor.person_id)
    if dossier is None or last_message(dossier.pk) == request.GET.get("vu", ""):
        return HttpResponse(status=NO_CONTENT)
    own = own_or_404(request, BLOCK)
    may_write = SEND_MESSAGE.allows(request.actor, dossier)
    context = {"thread": read_thread(own.id), "may_write": may_write}
    return render(request, "space/thread.html", context)


def _show(request: PersonalRequest, form: MessageForm) -> HttpResponse:
    own = own_or_404(request, BLOCK)
    dossier = Dossier.objects.get(pk=own.id)
    context = {
        "thread": read_thread(own.id),
        "form": form,
        "may_write": SEND_MESSAGE.allows(request.actor, dossier),
        "readers": _readers(request, own),
    }
    return show(request, "messages", own, status=422 if form.errors else 200, **context)


def _readers(request: PersonalRequest, own: OwnDossier) -> list[Any]:
    """Who reads these messages besides the référent."""
    seen = who_sees(own, on=request.actor.today)
    return [
        one.seat for one in seen if one.rights.reads(Block.NOTES) and one.seat["role"] != "referent"
    ]
