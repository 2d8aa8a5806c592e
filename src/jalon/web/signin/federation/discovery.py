"""Where a provider answers and by which keys it signs, learnt from itself and kept for a while."""

import time
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final, TypeVar, cast

from jalon.web.signin.federation.fetching import ProviderFailed, fetch, require_known_host
from jalon.web.signin.federation.providers import Provider

KEPT: Final = 600.0  # seconds
FAILURE_KEPT: Final = 10.0  # seconds: a provider that is away must not hold all our workers
KEYS_AGAIN: Final = 30.0  # seconds between two looks for a key that was not there
ENDPOINTS: Final = (
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
    "end_session_endpoint",
)


@dataclass(frozen=True)
class Metadata:
    """What we use of `/.well-known/openid-configuration`."""

    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    end_session_endpoint: str
    has_pkce: bool
    wants_basic: bool


@dataclass
class _Kept:
    at: float
    value: Any  # what was learnt, or the ProviderFailed that came instead


_kept: dict[tuple[str, Provider], _Kept] = {}
_lock = Lock()
T = TypeVar("T")


def forget() -> None:
    """Learn everything again (tests)."""
    _kept.clear()


def metadata(provider: Provider) -> Metadata:
    """The addresses of the provider. Raises ProviderFailed, at once when it just failed."""
    known = _known("metadata", provider, KEPT)
    return cast(Metadata, known or _learn("metadata", provider, _read_metadata(provider)))


def signing_key(provider: Provider, kid: str | None) -> dict[str, Any]:
    """The public key of that name, as a JWK; looked for again once when it is not known yet.

    Raises ProviderFailed.
    """
    for freshness in (KEPT, KEYS_AGAIN):
        keys = _known("keys", provider, freshness) or _learn(
            "keys", provider, _read_keys(provider, metadata(provider).jwks_uri)
        )
        named = [key for key in keys if key.get("kid") == kid or (kid is None and len(keys) == 1)]
        if len(named) == 1:
            return cast(dict[str, Any], named[0])
    raise ProviderFailed(f"{provider.code} has no key, or several, named {kid!r}")


def _known(what: str, provider: Provider, seconds: float) -> Any:
    with _lock:
        found = _kept.get((what, provider))
    if found is None:
        return None
    age = time.monotonic() - found.at
    if isinstance(found.value, ProviderFailed):
        if age < FAILURE_KEPT:
            raise found.value
        return None
    return found.value if age < seconds else None


def _learn(what: str, provider: Provider, read: Any) -> Any:
    value: Any
    try:
        value = read()
    except ProviderFailed as failure:
        value = failure
    with _lock:
        _kept[(what, provider)] = _Kept(time.monotonic(), value)
    if isinstance(value, ProviderFailed):
        raise value
    return value


def _read_metadata(provider: Provider) -> Any:
    def read() -> Metadata:
        answer = fetch(provider, f"{provider.issuer}/.well-known/openid-configuration")
        if answer.status != 200:
            raise ProviderFailed(f"discovery of {provider.code} answers {answer.status}")
        said = answer.json()
        if said.get("issuer") != provider.issuer:
            raise ProviderFailed(f"{provider.issuer} says that it is {said.get('issuer')!r}")
        addresses = {name: said.get(name) for name in ENDPOINTS}
        for name, address in addresses.items():
            if not isinstance(address, str):
                raise ProviderFailed(f"discovery of {provider.code} gives no {name}")
            require_known_host(provider, address)
        ways = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return Metadata(
            **cast(dict[str, str], addresses),
            has_pkce="S256" in (said.get("code_challenge_methods_supported") or []),
            wants_basic="client_secret_post" not in ways,
        )

    return read


def _read_keys(provider: Provider, address: str) -> Any:
    def read() -> list[dict[str, Any]]:
        answer = fetch(provider, address)
        keys = answer.json().get("keys") if answer.status == 200 else None
        if not isinstance(keys, list):
            raise ProviderFailed(f"{provider.code} gives no keys (status {answer.status})")
        return [key for key in keys if isinstance(key, dict) and key.get("use") in (None, "sig")]

    return read
