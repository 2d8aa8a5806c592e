"""Welcome someone in an organisation, invite them again, close their account."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.accounts.models import Affiliation, Organisation, User
from jalon.directory.forms import AccountForm
from jalon.directory.operations import (
    close_account,
    grant_affiliation,
    open_account,
    reopen_account,
)
from jalon.directory.queries import answered_for, who_may_confirm
from jalon.directory.rules import roles_to_give
from jalon.directory.views.invitation import invite as send_again
from jalon.directory.views.invitation import send_request_to_confirm
from jalon.kernel.errors import Denied, Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request
from jalon.ui.words import listing


@page
@require_http_methods(GET_OR_POST)
def welcome(request: Request, public_id: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation, public_id=public_id, closed_on=None)
    roles = roles_to_give(request.actor, organisation)
    if not roles:
        raise Denied(_("Seule une personne responsable de cet organisme y donne une place."))
    form = AccountForm(typed(request), roles=roles)
    if request.method == "POST" and form.is_valid():
        try:
            hat = _welcome(request, organisation, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _ask_for_a_second_person(request, hat)
            return redirect("organisation", public_id=organisation.public_id)
    context = {"form": form, "organisation": organisation}
    status = 422 if form.is_bound else 200
    return render(request, "directory/open_account.html", context, status=status)


@page
@require_POST
def invite(request: Request, public_id: str) -> HttpResponse:
    confirmed = answered_for(request.actor).filter(confirmed_at__isnull=False)
    send_again(request, get_object_or_404(confirmed, public_id=public_id))
    return redirect("colleagues")


@page
@require_http_methods(GET_OR_POST)
def close(request: Request, public_id: str) -> HttpResponse:
    hat = get_object_or_404(answered_for(request.actor), public_id=public_id)
    if request.method == "POST":
        close_account(user=hat.user, by=request.actor, at=timezone.now())
        messages.success(request, _("Le compte est fermé."))
        return redirect("colleagues")
    return render(request, "directory/close_account.html", {"hat": hat})


def _welcome(request: Request, organisation: Organisation, typed: dict[str, Any]) -> Affiliation:
    by, at = request.actor, timezone.now()
    place = {"organisation": organisation, "role": typed["role"], "job_title": typed["job_title"]}
    known = User.objects.filter(email=typed["email"]).first()
    if known:
        give = grant_affiliation if known.is_active else reopen_account
        return give(user=known, **place, by=by, at=at)
    names = {name: typed[name] for name in ("email", "civility", "first_name", "last_name")}
    return open_account(**names, **place, by=by, at=at)


def _ask_for_a_second_person(request: Request, hat: Affiliation) -> None:
    told = who_may_confirm(hat, on=request.actor.today)
    send_request_to_confirm(request, hat, told)
    if told:
        names = listing(one.get_full_name() for one in told)
        text = _("La place attend d’être confirmée. Nous l’avons demandé à %(names)s.")
        messages.success(request, text % {"names": names})
    else:
        messages.warning(request, _("La place attend, et personne ne peut encore la confirmer."))
