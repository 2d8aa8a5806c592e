"""Leaving: the session of the provider is closed with ours, through the browser."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from jalon.accounts.models import IdentityProvider
from jalon.vault.sealing import Unreadable, open_sealed, seal
from jalon.web.signin.federation.authorization import RANDOM_BYTES, Arrival

CAME_BY: Final = "came_by"  # key of the session: by which provider, and what ends it there
LEAVING: Final = "leaving"  # key of the session after ours ended: the other end of it


def remember_provider(request: HttpRequest, arrival: Arrival) -> None:
    """Keep what the provider will want at the end. Its token is sealed: it names somebody."""
    request.session[CAME_BY] = {
        "provider": arrival.provider.code.value,
        "end_session": arrival.end_session,
        "id_token": seal(arrival.id_token).hex(),
    }


def leaving_the_provider(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """The page that signs out of ours; once it did, the browser goes on to end the provider's."""

    @wraps(view)
    def leave(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        came_by: dict[str, str] | None = request.session.get(CAME_BY)
        if came_by and request.method == "POST" and not request.user.is_authenticated:
            request.session.flush()  # who waits for their référent has no account yet
            answer: HttpResponse = redirect("welcome")
        else:
            answer = view(request, *args, **kwargs)
        if came_by is None or request.user.is_authenticated or request.method != "POST":
            return answer
        try:
            token = open_sealed(bytes.fromhex(came_by["id_token"]))
        except Unreadable:  # sealed by a key that is no more: theirs will end by itself
            return answer
        state = secrets.token_urlsafe(RANDOM_BYTES)
        back = request.build_absolute_uri(reverse("left_provider"))
        asked = {
            "id_token_hint": token,
            "post_logout_redirect_uri": back,
            "state": state,
        }
        request.session[LEAVING] = {
            "label": str(IdentityProvider(came_by["provider"]).label),
            "state": state,
            "address": f"{came_by['end_session']}?{urlencode(asked)}",
        }
        return redirect("leave_provider")

    return leave


def gone(request: HttpRequest) -> HttpResponseRedirect:
    """Back from the provider: forget its end, if it is this one."""
    left = request.session.get(LEAVING)
    if left and secrets.compare_digest(left["state"], request.GET.get("state", "")):
        del request.session[LEAVING]
    return redirect("welcome")
