"""The thread of a dossier for those who accompany: read it, say that it is read, answer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.dossiers.views.screen import screen, shown_sections
from jalon.exchanges.forms import MessageForm
from jalon.exchanges.operations import acknowledge_messages, send_message
from jalon.exchanges.queries.thread import SHOWN
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, numbers
from jalon.ui.request import Request

READ = "lu"


@page
@require_http_methods(GET_OR_POST)
def thread(request: Request, public_id: UUID) -> HttpResponse:
    """The messages with a form; an answer says by itself that one has read."""
    if request.method != "POST":
        return _show(request, public_id, MessageForm())
    dossier, form = dossier_or_404(request, public_id), MessageForm(request.POST)
    if request.POST.get("what") == READ:
        seen = seen_messages(request)
        acknowledge_messages(dossier=dossier, seen=seen, by=request.actor, at=timezone.now())
        return redirect(f"{reverse('dossier_page', args=[public_id])}#messages")
    if form.is_valid():
        try:
            send_message(
                dossier=dossier, body=form.cleaned_data["body"], insistence=form.insistence,
                seen=seen_messages(request), by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, _("Le message est envoyé."))
            return redirect("messages", public_id)
    return _show(request, public_id, form)


def seen_messages(request: Request) -> list[int]:
    """Those that were on the page and waited to be read."""
    return numbers(request.POST.getlist("seen"), SHOWN)


def _show(request: Request, public_id: UUID, form: MessageForm) -> HttpResponse:
    read = read_or_404(request, public_id, ["header", "messages"])
    section = next((one for one in shown_sections(read) if one["name"] == "messages"), None)
    if section is None:
        raise Http404
    context = {**screen(request, read), "part": section, "form": form, "panel": form.panel}
    if request.htmx:
        context |= {"section": section, "whole": True}
        return render(request, "exchanges/section.html", context)
    status = 422 if form.errors else 200
    return render(request, "exchanges/thread.html", context, status=status)
