"""Sending a browser to a provider, and taking back the one that was sent."""

import hashlib
import secrets
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest

from jalon.web.signin.federation.discovery import metadata
from jalon.web.signin.federation.providers import Provider
from jalon.web.signin.federation.tokens import Rejected, id_claims, redeem, user_claims

DEPARTED: Final = "federation"  # key of the session: the sign-ins under way, by their state
WITHIN: Final = 600  # seconds to come back
AT_ONCE: Final = 5  # sign-ins under way in one browser: one per tab
RANDOM_BYTES: Final = 32  # 43 characters; both providers want 32 at least
COMING_BACK: Final = {"code", "state", "iss", "session_state"}


class GivenUp(Exception):
    """The person came back without signing in."""


@dataclass(frozen=True)
class Arrival:
    """Somebody a provider vouches for: everything in it was checked.

    `ways` are the ways of authentication (amr), `assurance` the level (acr). `for_user`: the
    account that asked to be linked, or None. `after`: the page that was wanted.
    """

    provider: Provider
    subject: str
    claims: dict[str, Any]
    ways: frozenset[str]
    assurance: str
    id_token: str
    end_session: str
    after: str
    for_user: int | None


def depart(
    request: HttpRequest,
    provider: Provider,
    *,
    redirect_uri: str,
    after: str = "",
    for_user: int | None = None,
) -> str:
    """The address where to send the browser; its session remembers what must come back.

    Raises ProviderFailed.
    """
    where = metadata(provider)
    state, nonce = (secrets.token_urlsafe(RANDOM_BYTES) for _ in range(2))
    verifier = secrets.token_urlsafe(RANDOM_BYTES + 16) if where.has_pkce else ""
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(provider.scopes),
        "state": state,
        "nonce": nonce,
        **dict(provider.wishes),
    }
    if verifier:
        asked |= {"code_challenge": challenge(verifier), "code_challenge_method": "S256"}
    _remember(
        request,
        state,
        {
            "provider": provider.code.value,
            "nonce": nonce,
            "verifier": verifier,
            "redirect_uri": redirect_uri,
            "after": after,
            "for_user": for_user,
            "at": time.time(),
        },
    )
    return f"{where.authorization_endpoint}?{urlencode(asked)}"


def challenge(verifier: str) -> str:
    """What PKCE shows of the secret that it will prove later (RFC 7636, S256)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def come_back(request: HttpRequest, provider: Provider) -> Arrival:
    """Who came back, once everything agrees. Raises GivenUp, Rejected, ProviderFailed."""
    departed = _departed(request, provider)
    if "error" in request.GET:
        raise GivenUp(request.GET["error"][:60])
    if set(request.GET) - COMING_BACK or any(len(v) != 1 for _, v in request.GET.lists()):
        raise Rejected(f"came back with {sorted(set(request.GET) - COMING_BACK)!r}, or twice")
    if request.GET.get("iss", provider.issuer) != provider.issuer:
        raise Rejected("came back from another provider (iss)")
    code = request.GET.get("code", "")
    if not code:
        raise Rejected("came back without a code")
    access, token = redeem(provider, code, departed["verifier"], departed["redirect_uri"])
    identity = id_claims(provider, token, departed["nonce"])
    ways = identity.get("amr")
    return Arrival(
        provider=provider,
        subject=identity["sub"],
        claims=user_claims(provider, access, identity["sub"]),
        ways=frozenset(str(way) for way in ways) if isinstance(ways, list) else frozenset(),
        assurance=str(identity.get("acr", ""))[:100],
        id_token=token,
        end_session=metadata(provider).end_session_endpoint,
        after=departed["after"],
        for_user=departed["for_user"],
    )


def _remember(request: HttpRequest, state: str, departed: dict[str, Any]) -> None:
    under_way = dict(request.session.get(DEPARTED, {}))
    latest = sorted(under_way, key=lambda one: under_way[one]["at"])[-(AT_ONCE - 1) :]
    request.session[DEPARTED] = {one: under_way[one] for one in latest} | {state: departed}


def _departed(request: HttpRequest, provider: Provider) -> dict[str, Any]:
    """What this browser left with; it serves once, whatever comes next."""
    under_way = dict(request.session.get(DEPARTED, {}))
    departed: dict[str, Any] | None = under_way.pop(request.GET.get("state", ""), None)
    if departed is None:
        raise Rejected("this browser did not leave with that state")
    request.session[DEPARTED] = under_way
    request.session.save()  # now: whatever this request does next, the state has served
    if departed["provider"] != provider.code.value:
        raise Rejected("this browser left for another provider")
    if time.time() - departed["at"] > WITHIN:
        raise Rejected("this browser came back too late")
    return departed
