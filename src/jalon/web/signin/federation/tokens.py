"""What a provider signed: checked whole, or worth nothing."""

import hmac
from typing import Any, Final

import jwt

from jalon.web.signin.federation.discovery import metadata, signing_key
from jalon.web.signin.federation.fetching import ProviderFailed, fetch
from jalon.web.signin.federation.providers import Provider

# Asymmetric only: neither `none`, nor HS256, where whoever checks could also sign.
ALGORITHMS: Final = ("RS256", "ES256", "PS256")
CLOCKS_APART: Final = 30  # seconds


class Rejected(Exception):
    """This sign-in is not what it says. Says why, in English, for the log: never to the browser."""


def redeem(provider: Provider, code: str, verifier: str, redirect_uri: str) -> tuple[str, str]:
    """The access token and the ID token that an authorization code is worth, once.

    Raises Rejected when the provider refuses the code, ProviderFailed when it is away.
    """
    where = metadata(provider)
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
    if verifier:
        form["code_verifier"] = verifier
    if not where.wants_basic:
        form |= {"client_id": provider.client_id, "client_secret": provider.secret}
    login = (provider.client_id, provider.secret) if where.wants_basic else None
    answer = fetch(provider, where.token_endpoint, form=form, login=login)
    if answer.status >= 500:
        raise ProviderFailed(f"the token endpoint answers {answer.status}")
    said = answer.json()
    access, identity = said.get("access_token"), said.get("id_token")
    if answer.status != 200 or not isinstance(access, str) or not isinstance(identity, str):
        raise Rejected(f"the code was refused: {answer.status} {str(said.get('error'))[:40]}")
    return access, identity


def id_claims(provider: Provider, token: str, nonce: str) -> dict[str, Any]:
    """The claims of an ID token for us, now, for this very sign-in. Raises Rejected."""
    claims = _signed(provider, token, needed=("iss", "aud", "sub", "exp", "iat"))
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise Rejected("the ID token was made for another client (azp)")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and "azp" not in claims:
        raise Rejected("the ID token has several audiences and does not say which asked (azp)")
    given = claims.get("nonce")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), nonce.encode()):
        raise Rejected("the ID token is of another sign-in (nonce)")
    return claims


def user_claims(provider: Provider, access_token: str, subject: str) -> dict[str, Any]:
    """What the provider says of this person, signed. Raises Rejected, ProviderFailed."""
    answer = fetch(provider, metadata(provider).userinfo_endpoint, token=access_token)
    if answer.status != 200:
        raise ProviderFailed(f"the userinfo endpoint answers {answer.status}")
    if answer.content_type != "application/jwt":
        raise Rejected(f"userinfo is {answer.content_type!r}, application/jwt expected")
    try:
        token = answer.content.decode("ascii").strip()
    except UnicodeDecodeError as error:
        raise Rejected("userinfo is not a token") from error
    claims = _signed(provider, token, needed=("sub",))
    if claims["sub"] != subject:
        raise Rejected("userinfo is about somebody else (sub)")
    missing = [
        name
        for name in provider.promised
        if not isinstance(claims.get(name), str) or not claims[name].strip()
    ]
    if missing:
        raise Rejected(f"userinfo lacks {', '.join(missing)}")
    return claims


def _signed(provider: Provider, token: str, *, needed: tuple[str, ...]) -> dict[str, Any]:
    """The claims of a token that the provider signed; those of `needed` must be there."""
    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise Rejected(f"signed by {algorithm!r}, one of {', '.join(ALGORITHMS)} expected")
        key = jwt.PyJWK(signing_key(provider, header.get("kid")), algorithm=algorithm)
        claims: dict[str, Any] = jwt.decode(
            token,
            key=key,
            algorithms=[algorithm],
            issuer=provider.issuer,
            audience=provider.client_id,
            leeway=CLOCKS_APART,
            options={
                "require": list(needed),
                # Asked for above when needed; a token that has them must have them right.
                "verify_aud": "aud" in needed or _says(token, "aud"),
                "verify_iss": "iss" in needed or _says(token, "iss"),
            },
        )
    except jwt.PyJWTError as error:
        raise Rejected(f"{type(error).__name__}: {error}") from error
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise Rejected("no subject")
    return claims


def _says(token: str, claim: str) -> bool:
    unread: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claim in unread
