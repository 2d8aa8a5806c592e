"""The streams, as an ASGI application of three addresses: /flux, /presence, /sante.

Django is set up for its settings, its signatures and the models; no request goes through it.
"""

import asyncio
import os
import random
import resource
import signal
import sys
from collections.abc import Awaitable, Callable
from types import FrameType
from typing import Any
from urllib.parse import unquote

import django
import orjson

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings")
django.setup()

# What needs the settings comes after them.
from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from jalon.live.admission import ADMITTED, AWAY  # noqa: E402
from jalon.live.hub import Hub  # noqa: E402
from jalon.live.listener import Listener  # noqa: E402
from jalon.live.subscription import Subscription  # noqa: E402
from jalon.live.tokens import BadToken, claim_of, stream_of  # noqa: E402

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

LIFE = 20 * 60.0  # seconds after which a stream must show a new token, so a live session
LARGEST_BODY = 2048
# Data, never a page: opened by itself it shows nothing and belongs to no origin.
EVERY_ANSWER: Headers = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
if settings.SECURE_HSTS_SECONDS:
    lasting = b"max-age=%d" % settings.SECURE_HSTS_SECONDS
    EVERY_ANSWER.append((b"strict-transport-security", lasting))
STREAM_HEADERS: Headers = [
    *EVERY_ANSWER,
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),
]


class Application:
    """One process, one hub, made when the server starts and finished when it stops."""

    hub: Hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        raise_open_files()
        sys.setswitchinterval(0.001)  # the listener's thread must not wait for the crowd
        self.hub = Hub(now=timezone.now, sweep=settings.JALON_LIVE_SWEEP)
        self.hub.start()
        listener = Listener(self.hub)
        listener.start()
        loop = asyncio.get_running_loop()
        _before_sigterm(lambda: loop.call_soon_threadsafe(self.hub.stop))
        await self._listening()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        listener.stop()
        await self.hub.finish()
        listener.join(1.0)
        await send({"type": "lifespan.shutdown.complete"})

    async def _listening(self) -> None:
        # Those who come back while we start wait at the door, rather than being sent away.
        for _ in range(50):
            if self.hub.listening:
                break
            await asyncio.sleep(0.1)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        cors = _cors(headers.get(b"origin"))
        route = scope["method"], scope["path"].rstrip("/").rpartition("/")[2]
        if cors is None:
            await _say(send, 403, [], "origin not allowed")
        elif route == ("GET", "flux"):
            await self._stream(scope, headers, cors, receive, send)
        elif route == ("POST", "presence"):
            await self._presence(cors, receive, send)
        elif route == ("GET", "sante"):
            status = 200 if self.hub.listening else 503
            await _say(send, status, cors, {"streams": len(self.hub.streams)})
        else:
            await _say(send, 404, cors, "not found")

    async def _stream(
        self, scope: Scope, headers: dict[bytes, bytes], cors: Headers, receive: Receive, send: Send
    ) -> None:
        query = _query(scope["query_string"])
        try:
            claim = claim_of(query.get("sujet", ""))
        except BadToken:
            await _say(send, 401, cors, "token expired or unknown")
            return
        if claim.session in self.hub.ended_sessions:
            await _say(send, 401, cors, "session ended")
            return
        if self.hub.stopping or not self.hub.listening:
            await _say(send, 503, [*cors, (b"retry-after", b"2")], "the database is away")
            return
        loop = asyncio.get_running_loop()
        life = LIFE * random.uniform(0.8, 1.2)  # noqa: S311 - so that they do not all end together
        stream = Subscription(claim, after=_position(headers, query), expires=loop.time() + life)
        stream.answer = loop.create_future()
        self.hub.add(stream)
        gone = loop.create_task(_until_gone(receive, stream, self.hub))
        try:
            await _speak(stream, await stream.answer, cors, send)
        finally:
            self.hub.remove(stream)
            gone.cancel()

    async def _presence(self, cors: Headers, receive: Receive, send: Send) -> None:
        try:
            message = orjson.loads(await _body(receive))
            self.hub.presence.says(
                stream_of(message["ticket"]), message["state"], message.get("block", "")
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            await _say(send, 400, cors, "expected {ticket, state, block}")
        except BadToken:
            await _say(send, 401, cors, "ticket expired or unknown")
        else:
            await _say(send, 204, cors, None)


async def _speak(stream: Subscription, status: int, cors: Headers, send: Send) -> None:
    """Write what waits for this stream, as it comes, until one side ends it."""
    if status != ADMITTED:
        late = [(b"retry-after", b"2")] if status == AWAY else []
        await _say(send, status, [*cors, *late], "not now" if status == AWAY else "not allowed")
        return
    await send({"type": "http.response.start", "status": 200, "headers": STREAM_HEADERS + cors})
    while True:
        await stream.wait()
        waiting = stream.take()
        if waiting:
            await send({"type": "http.response.body", "body": waiting, "more_body": True})
        if stream.closed and not stream.mailbox:
            break
    await send({"type": "http.response.body", "body": b""})


async def _until_gone(receive: Receive, stream: Subscription, hub: Hub) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    hub.remove(stream)


async def _body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise ValueError("body too large")
        if not message.get("more_body"):
            return body


async def _say(send: Send, status: int, headers: Headers, message: object) -> None:
    body = b"" if message is None else orjson.dumps(message)
    start = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    told = [*EVERY_ANSWER, *start, *headers]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body})


def _cors(origin: bytes | None) -> Headers | None:
    """Headers that let our own pages listen; None refuses a foreign page. No origin: no browser."""
    if origin is None:
        return []
    if origin.decode("latin-1") not in settings.JALON_PAGE_ORIGINS:
        return None
    return [(b"access-control-allow-origin", origin), (b"vary", b"origin")]


def _query(text: bytes) -> dict[str, str]:
    parts = (part.partition("=") for part in text.decode("latin-1").split("&"))
    return {name: unquote(value) for name, _, value in parts}


def _position(headers: dict[bytes, bytes], query: dict[str, str]) -> int | None:
    """Where to resume: what the browser heard last, else what its page was made from."""
    last = headers.get(b"last-event-id", b"").decode("latin-1") or query.get("depuis", "")
    return int(last) if last.isascii() and last.isdigit() and len(last) < 10 else None


def raise_open_files() -> None:
    """One file per stream: use all that the machine allows."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _before_sigterm(stop: Callable[[], object]) -> None:
    """End the streams when the server is asked to stop: it waits for them before anything else."""
    for number in (signal.SIGTERM, signal.SIGINT):
        former = signal.getsignal(number)

        def handle(received: int, frame: FrameType | None, former: Any = former) -> None:
            stop()
            if callable(former):
                former(received, frame)

        signal.signal(number, handle)


application = Application()
