"""The one connection that hears every commit; lost, it is made again and screens catch up.

A thread of its own, with plain blocking statements: what it hears is decided (who may be told)
before it enters the event loop, so a crowd of arriving streams does not delay a fact.
"""

import asyncio
import json
import logging
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from jalon.live import readers
from jalon.live.database import connection_parameters
from jalon.live.hub import Hub
from jalon.live.reach import NOBODY, Secret

CHANNELS = ("jalon_facts", "jalon_presence", "jalon_sessions", "jalon_news")
FASTEST, SLOWEST = 0.1, 2.0  # seconds between two attempts while the database is away
PATIENCE = 0.25  # seconds between two looks at whether the process is stopping
log = logging.getLogger("jalon.live")


@dataclass(frozen=True, slots=True)
class Fact:
    """One notification of the journal: ids and codes. Of a dossier, a project, or rights."""

    stream: str
    dossier: int | None
    project: int | None
    position: int
    kind: str
    blocks: list[str]
    changes_rights: bool
    audience: int | None  # the one organisation that may know of it
    by: int | None  # the affiliation that wrote
    need: str  # the block one must read to know of it
    body: int | None  # the organisation that wrote
    seat: int | None  # the seat it is about

    @property
    def fills_caseloads(self) -> bool:
        """Whether it tells an organisation that many of its dossiers came or went at once."""
        return self.dossier is None and "caseload" in self.blocks


def fact_of(message: dict[str, Any]) -> Fact:
    """Read a notification; raises ValueError, KeyError or TypeError on any other shape."""
    kind, _, key = str(message["s"]).partition("/")
    return Fact(
        stream=message["s"],
        dossier=int(key) if kind == "dossier" else None,
        project=int(key) if kind == "project" else None,
        position=int(message["p"]),
        kind=str(message["k"]),
        blocks=[str(block) for block in message["b"]],
        changes_rights=bool(message["r"]),
        audience=message.get("a"),
        by=message.get("w"),
        need=str(message.get("n") or ""),
        body=message.get("o"),
        seat=message.get("m"),
    )


class Listener(threading.Thread):
    def __init__(self, hub: Hub) -> None:
        super().__init__(name="listener", daemon=True)
        self.hub = hub
        self.loop = asyncio.get_running_loop()
        self.stopping = threading.Event()

    def run(self) -> None:
        delay = FASTEST
        try:
            while not self.stopping.is_set():
                try:
                    self._listen()
                except psycopg.OperationalError as error:
                    delay = FASTEST if self.hub.listening else min(delay * 2, SLOWEST)
                    log.warning("not listening, again in %.1f s: %s", delay, str(error).strip())
                self._enter(self.hub.lost)
                self.stopping.wait(delay)
        except Exception:
            # A process that no longer listens must not look alive: whoever started it starts
            # another, and the screens come back to it.
            log.critical("the listener ended", exc_info=True)
            signal.raise_signal(signal.SIGTERM)

    def stop(self) -> None:
        self.stopping.set()

    def _enter(self, act: Callable[..., object], *arguments: object) -> None:
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(act, *arguments)

    def _listen(self) -> None:
        with _connect() as ears, _connect() as eyes:
            for channel in CHANNELS:
                ears.execute(f"LISTEN {channel}")
            self._enter(self.hub.regained)  # what is committed from here on will be heard
            while not self.stopping.is_set():
                heard = list(ears.notifies(timeout=PATIENCE, stop_after=1))
                if heard:
                    self._tell(heard, eyes)

    def _tell(self, heard: Sequence[psycopg.Notify], eyes: psycopg.Connection[Any]) -> None:
        facts = []
        for notify in heard:
            # Whoever may write in the database may send any notification: trust no shape.
            try:
                message = json.loads(notify.payload)
                if notify.channel == "jalon_presence":
                    self._enter(self.hub.presence.heard, message)
                elif notify.channel == "jalon_sessions":
                    self._enter(self.hub.session_ended, str(message["s"]))
                elif notify.channel == "jalon_news":
                    self._enter(self.hub.rings, int(message["w"]))
                else:
                    facts.append(fact_of(message))
            except (ValueError, TypeError, KeyError):
                log.warning("unreadable on %s: %.200s", notify.channel, notify.payload)
        facts = [fact for fact in facts if self.hub.concerns(fact)]
        if facts:
            self._enter(self.hub.deliver, facts, *self._decided(facts, eyes))

    def _decided(
        self, facts: list[Fact], eyes: psycopg.Connection[Any]
    ) -> tuple[list[Secret], dict[int, readers.Grant]]:
        """What one must reach to know of each fact, and who does, now that they are committed."""
        screens = {
            fact.dossier: self.hub.hats_before(fact.dossier)
            for fact in facts
            if fact.dossier is not None
        }
        if not screens:
            return [Secret(fact.need) for fact in facts], {}
        masked = readers.masked(eyes, {fact.body for fact in facts if fact.body is not None})
        seats = readers.seats(eyes, {fact.seat for fact in facts if fact.seat is not None})
        secrets = [
            Secret(
                fact.need,
                fact.audience,
                fact.body if fact.body in masked else None,
                None if fact.seat is None else seats.get(fact.seat, NOBODY),
            )
            for fact in facts
        ]
        return secrets, readers.grants(eyes, screens, self.hub.open_lists(), at=self.hub.now())


def _connect() -> psycopg.Connection[Any]:
    return psycopg.connect(**connection_parameters(), autocommit=True)
