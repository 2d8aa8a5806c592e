"""Whom we speak to, and what we ask them for. Off until the deployment configures it."""

import json
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404

from jalon.accounts.models import IdentityProvider


@dataclass(frozen=True)
class Provider:
    """One OpenID Connect provider, as this deployment configured it.

    `hosts`: `name` or `name:port`, the only ones ever contacted. `wishes`: what the authorization
    request says beside what the protocol wants (ProConnect refuses any parameter it does not
    document). `promised`: claims without which nobody enters.
    """

    code: IdentityProvider
    issuer: str
    client_id: str
    secret: str
    hosts: frozenset[str]
    scopes: tuple[str, ...]
    wishes: tuple[tuple[str, str], ...]
    promised: tuple[str, ...]

    @property
    def label(self) -> str:
        return str(self.code.label)


@dataclass(frozen=True)
class Asking:
    """What a provider is asked, whoever runs the platform."""

    scopes: tuple[str, ...]
    wishes: tuple[tuple[str, str], ...]
    promised: tuple[str, ...]


# Without this the ways of authentication (amr) do not come, and with them the second factor.
WAYS: Final = json.dumps({"id_token": {"amr": {"essential": True}}}, separators=(",", ":"))
ASKING: Final = {
    IdentityProvider.PROCONNECT: Asking(
        scopes=("openid", "given_name", "usual_name", "email", "uid", "siret", "idp_id"),
        wishes=(("claims", WAYS),),
        promised=("idp_id", "siret", "email", "given_name", "usual_name"),
    ),
    IdentityProvider.FRANCECONNECT: Asking(
        scopes=(
            "openid", "given_name", "family_name", "birthdate", "birthplace", "birthcountry",
            "gender", "email", "preferred_username",
        ),
        wishes=(("acr_values", "eidas1"),),
        promised=("given_name", "family_name", "birthdate", "gender", "birthcountry"),
    ),
}  # fmt: skip


def configured(code: IdentityProvider) -> Provider | None:
    """The provider, or None while the deployment has not turned it on."""
    given = settings.JALON_IDENTITY_PROVIDERS.get(code.value)
    if given is None:
        return None
    asking = ASKING[code]
    return Provider(
        code=code,
        issuer=given["url"],
        client_id=given["client_id"],
        secret=given["secret"],
        hosts=frozenset({urlsplit(given["url"]).netloc, *given["hosts"]}),
        scopes=asking.scopes,
        wishes=asking.wishes,
        promised=asking.promised,
    )


def configured_or_404(code: str) -> Provider:
    provider = configured(IdentityProvider(code))
    if provider is None:
        raise Http404(f"{code} is not configured")
    return provider
