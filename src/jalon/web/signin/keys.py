"""Security keys: something one has, as a second factor. Added, named, removed by their owner."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.accounts.models import User
from jalon.ui.access import account_page
from jalon.ui.asked import typed
from jalon.ui.request import Request
from jalon.vault.sealing import fingerprint
from jalon.web.signin.adapters import MFAAdapter
from jalon.web.signin.forms import NameKeyForm

HANDLE_LETTERS = 24


def handle_of(key: Authenticator) -> str:
    """What its address calls a key: the library gives it nothing but a primary key."""
    return fingerprint("security key", str(key.pk)).hex()[:HANDLE_LETTERS]


def one_at_a_time(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Two factors removed at the same moment do not leave their owner with none."""

    @wraps(view)
    def alone(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            User.objects.select_for_update().get(pk=int(request.user.pk))
            return view(request, *args, **kwargs)

    return alone


class SecondFactors(IndexView):
    """What protects my account beside its password, and what may be added."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found = context["authenticators"]
        keys = [
            {"key": one.instance, "name": one.name, "handle": handle_of(one.instance)}
            for one in sorted(found.get("webauthn", []), key=lambda one: one.instance.created_at)
        ]
        is_missing = settings.JALON_SECOND_FACTOR_REQUIRED and not keys and "totp" not in found
        return context | {"keys": keys, "is_missing": is_missing}


class ReauthenticateByKey(ReauthenticateWebAuthnView):
    """The library's; a key that is not recognised may be presented again."""

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("Cette clé n’a pas été reconnue. Réessayez."))
        return redirect(self.request.get_full_path())


@account_page
@require_http_methods(["GET", "POST"])
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
def rename_key(request: Request, handle: str) -> HttpResponse:
    key = _mine(request, handle)
    form = NameKeyForm(typed(request), initial={"name": str(key)})
    if form.is_valid():
        flows.rename_authenticator(request, key, form.cleaned_data["name"])
        messages.success(request, _("C’est enregistré."))
        return redirect("mfa_index")
    status = 422 if form.is_bound else 200
    return render(request, "web/rename_key.html", {"form": form, "key": key}, status=status)


@account_page
@require_http_methods(["GET", "POST"])
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
@one_at_a_time
def remove_key(request: Request, handle: str) -> HttpResponse:
    """Refused when it is the last second factor and one is required."""
    key = _mine(request, handle)
    may_go = MFAAdapter().can_delete_authenticator(key)
    if request.method == "POST" and may_go:
        flows.remove_authenticator(request, key)
        return redirect("mfa_index")
    status = 409 if request.method == "POST" else 200
    return render(request, "web/remove_key.html", {"key": key, "may_go": may_go}, status=status)


def _mine(request: Request, handle: str) -> Authenticator:
    for key in Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN):
        if handle_of(key) == handle:
            return key
    raise Http404
