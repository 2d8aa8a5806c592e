"""A real OpenID Connect provider over HTTP on this machine, as strict as those of the State.

Its tokens are signed by another library than the one that reads them. It refuses what ProConnect
refuses: an undocumented parameter, a short state or nonce, a code used twice, another address to
come back to. Then each test makes it misbehave in one way: see `Lies`.
"""

import hashlib
import json
import secrets
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT_ID = "jalon:test"
SECRET = "a secret & its ampersand"
DOCUMENTED = {
    "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "claims", "acr_values",
    "code_challenge", "code_challenge_method",
}  # fmt: skip
KEYS = {
    "RS256": RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, private=True),
    "ES256": ECKey.generate_key("P-256", {"kid": "two", "use": "sig"}, private=True),
}
STRANGER = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, private=True)


def change(claims: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The claims with other values; None takes one away."""
    return {name: value for name, value in {**claims, **changes}.items() if value is not None}


@dataclass
class Lies:
    """What is wrong in the answers; nothing, by default."""

    metadata: dict[str, Any] = field(default_factory=dict)
    id_token: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    sign_id_token: Callable[[dict[str, Any]], str] | None = None
    sign_userinfo: Callable[[dict[str, Any]], str] | None = None
    userinfo_type: str = "application/jwt"
    status: dict[str, int] = field(default_factory=dict)  # by path
    weight: int = 0  # bytes added to each answer
    redirects_to: str = ""  # where /token sends away


class RealProvider:
    """`person`: the claims of whoever signs in next. `asked`: what each request said, by path."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.issuer = f"http://127.0.0.1:{server.server_port}/api/v2"
        self.person: dict[str, Any] = {}
        self.ways: list[str] = ["pwd", "mfa"]
        self.algorithm = "RS256"
        self.lies = Lies()
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, dict[str, Any]] = {}

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def sign(self, claims: dict[str, Any]) -> str:
        key = KEYS[self.algorithm]
        return jwt.encode({"alg": self.algorithm, "kid": key.kid}, claims, key)

    def metadata(self) -> dict[str, Any]:
        endpoints = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "userinfo_endpoint": "userinfo",
            "jwks_uri": "jwks",
            "end_session_endpoint": "session/end",
        }
        return change(
            {name: f"{self.issuer}/{path}" for name, path in endpoints.items()}
            | {
                "issuer": self.issuer,
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
                "code_challenge_methods_supported": ["S256"],
            },
            **self.lies.metadata,
        )

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser goes back, once this person has signed in. ValueError says why not."""
        unknown = set(asked) - DOCUMENTED
        if unknown:
            raise ValueError(f"Y000400: {sorted(unknown)}")
        if asked["client_id"] != CLIENT_ID or asked["response_type"] != "code":
            raise ValueError("invalid_client")
        if min(len(asked["state"]), len(asked["nonce"])) < 32:
            raise ValueError("state and nonce: 32 characters at least")
        code = secrets.token_urlsafe(32)
        self.codes[code] = asked | {"at": str(time.time())}
        back = urlencode({"code": code, "state": asked["state"]})
        return f"{asked['redirect_uri']}?{back}"

    def redeem(self, form: dict[str, str], header: str) -> dict[str, Any]:
        """The tokens of a code, once. ValueError is the error that is answered."""
        if header.startswith("Basic "):
            pair = b64decode(header.removeprefix("Basic ")).decode()
            client, _, secret = pair.rpartition(":")
        else:
            client, secret = form.get("client_id", ""), form.get("client_secret", "")
        if (client, secret) not in {(CLIENT_ID, SECRET), (quote(CLIENT_ID, safe=""), SECRET)}:
            raise ValueError("invalid_client")
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or time.time() - float(asked["at"]) > 30:
            raise ValueError("invalid_grant")
        if form["redirect_uri"] != asked["redirect_uri"]:
            raise ValueError("invalid_grant")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = urlsafe_b64encode(digest).rstrip(b"=").decode()
        if "code_challenge" in asked and proof != asked["code_challenge"]:
            raise ValueError("invalid_grant")
        access = secrets.token_urlsafe(32)
        self.tokens[access] = dict(self.person)
        return {"access_token": access, "token_type": "Bearer", "id_token": self.id_token(asked)}

    def id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": self.person["sub"],
            "iat": now,
            "exp": now + 60,
            "nonce": asked["nonce"],
            "acr": "eidas1",
            "amr": self.ways,
        }
        return (self.lies.sign_id_token or self.sign)(change(claims, **self.lies.id_token))

    def userinfo(self, header: str) -> str:
        claims = self.tokens[header.removeprefix("Bearer ")]
        said = claims | {"iss": self.issuer, "aud": CLIENT_ID}
        return (self.lies.sign_userinfo or self.sign)(change(said, **self.lies.userinfo))


@contextmanager
def running() -> Iterator[RealProvider]:
    """The provider, listening until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = RealProvider(server)
    server.provider = provider  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def log_message(self, *arguments: Any) -> None:
        """Tests are quiet."""

    def do_GET(self) -> None:
        self.answer({})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        self.answer(dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True)))

    def answer(self, form: dict[str, str]) -> None:
        provider: RealProvider = self.server.provider  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        path = parts.path.removeprefix("/api/v2/")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        provider.asked.append((path, query | form))
        status = provider.lies.status.get(path)
        if status:
            self.say(status, "application/json", "{}")
        elif path == "token" and provider.lies.redirects_to:
            self.leave(provider.lies.redirects_to)
        else:
            self.behave(provider, path, query, form)

    def behave(
        self, provider: RealProvider, path: str, query: dict[str, str], form: dict[str, str]
    ) -> None:
        header = self.headers.get("Authorization", "")
        try:
            if path == ".well-known/openid-configuration":
                self.say(200, "application/json", json.dumps(provider.metadata()))
            elif path == "jwks":
                keys = [key.as_dict(private=False) for key in KEYS.values()]
                self.say(200, "application/json", json.dumps({"keys": keys}))
            elif path == "authorize":
                self.leave(provider.authorize(query))
            elif path == "token":
                self.say(200, "application/json", json.dumps(provider.redeem(form, header)))
            elif path == "userinfo":
                self.say(200, provider.lies.userinfo_type, provider.userinfo(header))
            elif path == "session/end":
                back = unquote(query["post_logout_redirect_uri"])
                self.leave(f"{back}?{urlencode({'state': query['state']})}")
            else:
                self.say(404, "application/json", "{}")
        except (ValueError, KeyError) as error:
            self.say(400, "application/json", json.dumps({"error": str(error)}))

    def say(self, status: int, kind: str, text: str) -> None:
        provider: RealProvider = self.server.provider  # type: ignore[attr-defined]
        body = text.encode() + b" " * provider.lies.weight
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def leave(self, address: str) -> None:
        self.send_response(303)
        self.send_header("Location", address)
        self.end_headers()
