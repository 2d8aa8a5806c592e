"""By which identities of ProConnect my account is opened: link one, detach one.

Whoever sits a minute at a screen left open must not keep a key of it: who it is is asked again,
and the owner is told by message.
"""

from typing import Any, Final

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.accounts.actor import Actor
from jalon.accounts.models import FederatedIdentity, IdentityProvider
from jalon.directory.operations import unlink_identity
from jalon.ui.access import account_page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import Request
from jalon.vault.sealing import fingerprint
from jalon.web.signin.alerts import tell_identity
from jalon.web.signin.federation.providers import configured_or_404
from jalon.web.signin.federation.views import send_away

APP: Final = "allauth.mfa"  # asked as often as before a second factor changes
HANDLE_LETTERS: Final = 24


@account_page
@require_http_methods(GET_OR_POST)
def identities(request: Request) -> HttpResponse:
    """What was sent before who it is was asked again is not done: the page asks, then shows."""
    provider = configured_or_404(IdentityProvider.PROCONNECT)
    if not isinstance(getattr(request, "actor", None), Actor):
        raise Http404
    if request.method != "POST":
        return _asked_again(request)
    if is_reauthentication_required(request, app=APP):
        return redirect("link_proconnect")
    if "detach" in request.POST:
        return _detach(request, request.POST["detach"])
    away = send_away(request, provider, for_user=request.user.pk)
    if not isinstance(away, HttpResponseRedirect) or away.url == reverse("my_account"):
        return away
    # A page goes on by itself: browsers let no form of ours end at the address of another site.
    return render(request, "federation/going.html", {"address": away.url})


def _show(request: Request) -> HttpResponse:
    mine = [{"handle": handle_of(one), "linked_at": one.linked_at} for one in _mine(request)]
    return render(request, "federation/identities.html", {"identities": mine})


_asked_again: Any = reauthentication_required(app=APP)(_show)


def _detach(request: Request, handle: str) -> HttpResponse:
    identity = next((one for one in _mine(request) if handle_of(one) == handle), None)
    if identity is None:
        raise Http404
    at = timezone.now()
    unlink_identity(identity=identity, by=request.actor, at=at)
    tell_identity(request, request.user, is_linked=False, at=at)
    messages.success(request, _("Cette identité n’ouvre plus votre compte."))
    return redirect("link_proconnect")


def handle_of(identity: FederatedIdentity) -> str:
    return fingerprint("federated identity", str(identity.pk)).hex()[:HANDLE_LETTERS]


def _mine(request: Request) -> list[FederatedIdentity]:
    found = FederatedIdentity.objects.filter(user=request.user, ended_at=None)
    return list(found.filter(provider=IdentityProvider.PROCONNECT).order_by("linked_at", "pk"))
