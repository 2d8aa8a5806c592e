"""Speaking to a provider: to its hosts only, for a short time, and listening to little."""

import json
import logging
import time
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import urlsplit

import requests
from django.conf import settings

from jalon.web.signin.federation.providers import Provider

logger = logging.getLogger("jalon.federation")

CONNECTING: Final = 3.05  # seconds to be heard
SILENCE: Final = 5.0  # seconds without a byte
WHOLE: Final = 10.0  # seconds for a whole answer, however slowly it drips
MOST_BYTES: Final = 256 * 1024
PIECE: Final = 16 * 1024


class ProviderFailed(Exception):
    """The provider is away, or answers what we cannot accept. Says why, in English, for the log."""


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    content: bytes

    def json(self) -> dict[str, Any]:
        """Its content as a JSON object. Raises ProviderFailed."""
        try:
            read = json.loads(self.content)
        except ValueError as error:
            raise ProviderFailed("the answer is not JSON") from error
        if not isinstance(read, dict):
            raise ProviderFailed("the answer is not a JSON object")
        return cast(dict[str, Any], read)


def require_known_host(provider: Provider, address: str) -> None:
    """Raise ProviderFailed unless the address is of the provider, by the scheme of its issuer."""
    parts = urlsplit(address)
    if parts.scheme != urlsplit(provider.issuer).scheme or parts.netloc not in provider.hosts:
        raise ProviderFailed(
            f"{provider.code} sends to {parts.scheme}://{parts.netloc}; "
            f"only {', '.join(sorted(provider.hosts))} may be contacted"
        )


def fetch(
    provider: Provider,
    address: str,
    *,
    form: dict[str, str] | None = None,
    login: tuple[str, str] | None = None,
    token: str = "",
) -> Answer:
    """Ask the provider (POST when there is a form). Redirections are not followed.

    The environment of the process is not trusted with it (no ~/.netrc, no HTTP_PROXY): an outgoing
    proxy is the setting JALON_OUTGOING_PROXY. Raises ProviderFailed.
    """
    require_known_host(provider, address)
    headers = {"Accept": "application/json, application/jwt"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    until = time.monotonic() + WHOLE
    with requests.Session() as session:
        session.trust_env = False
        if settings.JALON_OUTGOING_PROXY:
            session.proxies = {"https": settings.JALON_OUTGOING_PROXY}
        try:
            with session.request(
                "POST" if form is not None else "GET",
                address,
                data=form,
                auth=login,
                headers=headers,
                timeout=(CONNECTING, SILENCE),
                allow_redirects=False,
                stream=True,
            ) as answer:
                content = _listen(answer, until)
        except requests.RequestException as error:
            raise ProviderFailed(f"{type(error).__name__} from {provider.code}") from error
    kind = answer.headers.get("Content-Type", "").split(";")[0].strip().lower()
    return Answer(answer.status_code, kind, content)


def _listen(answer: requests.Response, until: float) -> bytes:
    content = b""
    for piece in answer.iter_content(PIECE):
        content += piece
        if len(content) > MOST_BYTES:
            raise ProviderFailed(f"the answer is longer than {MOST_BYTES} bytes")
        if time.monotonic() > until:
            raise ProviderFailed(f"the answer takes longer than {WHOLE:.0f} s")
    return content
