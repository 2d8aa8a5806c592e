"""A real stream process on a port of its own, and screens that listen to it."""

import http.client
import json
import os
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jalon.accounts.actor import Actor, PersonActor
from jalon.config.policy.logins import LOGINS, address_of
from jalon.dossiers.models import Dossier
from jalon.live import tokens
from jalon.projects.models import Project
from tests.browser.sites import free_port

SOURCES = Path(__file__).resolve().parents[2] / "src"
ORIGIN = "http://pages.example"
ROUTINE = {"hello", "beat", "presence"}  # what a stream says whether or not something happens


@dataclass(frozen=True)
class Event:
    name: str
    data: Any
    id: str


class Streams:
    """The process."""

    def __init__(self, **settings: str) -> None:
        self.port = free_port()
        environment = os.environ | {
            "DATABASE_URL": address_of(LOGINS[1]),  # as in a deployment
            "DJANGO_SETTINGS_MODULE": "jalon.config.settings",
            "PYTHONPATH": str(SOURCES),
            "JALON_PAGE_ORIGINS": ORIGIN,
            **settings,
        }
        command = [sys.executable, "-m", "jalon.live", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=environment)

    def wait(self) -> None:
        """Until it listens to the database."""
        for _ in range(300):
            if self.process.poll() is not None:
                raise RuntimeError(f"the stream process ended with {self.process.returncode}")
            if self.health() == 200:
                return
            time.sleep(0.1)
        raise RuntimeError("the stream process does not listen")

    def health(self) -> int:
        try:
            return self.request("GET", "/sante")[0]
        except OSError:
            return 0

    def request(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str]]:
        """Status and headers of one short answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}
        finally:
            connection.close()

    def open(self, actor: Actor, dossier: Dossier | None = None, **options: Any) -> "Screen":
        """What `actor` has on screen: a dossier, or their list. It waits for its hello."""
        screen = self.knock(actor, dossier, **options)
        assert screen.status == 200
        screen.hello = screen.until("hello")
        return screen

    def knock(self, actor: Actor, dossier: Dossier | None = None, **options: Any) -> "Screen":
        """The same, whatever the answer."""
        return Screen(self.port, token_of(actor, dossier), **options)


def own_token_of(actor: PersonActor, dossier: Dossier, session: str = "a session") -> str:
    """What a page of the person's space hands to its stream."""
    return tokens.issue_own(actor, dossier.pk, session_key=session)


def token_of(actor: Actor, dossier: Dossier | None = None, session: str = "a session") -> str:
    topic = tokens.dossier_topic(dossier.pk) if dossier else tokens.caseload_topic(actor)
    return tokens.issue(actor, topic, session_key=session)


def project_token_of(actor: Actor, project: Project, session: str = "a session") -> str:
    """What the page of a project hands to its stream."""
    return tokens.issue(actor, tokens.project_topic(project.pk), session_key=session)


class Screen:
    """One stream, read by a thread as it comes."""

    hello: Event

    def __init__(
        self, port: int, token: str, *, since: int | None = None, last: str = "",
        origin: str = ORIGIN, reading: bool = True,
    ) -> None:  # fmt: skip
        self.events: queue.Queue[Event] = queue.Queue()
        self.closed = threading.Event()
        query = {"sujet": token} | ({} if since is None else {"depuis": str(since)})
        headers = {"Origin": origin} | ({"Last-Event-ID": last} if last else {})
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
        self.connection.connect()
        self.socket = self.connection.sock
        self.thread: threading.Thread | None = None
        _opened.append(self)
        if not reading:  # before anything comes, so that little can wait in this end's buffer
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.connection.request("GET", f"/flux?{urlencode(query)}", headers=headers)
        self.answer = self.connection.getresponse()
        self.status = self.answer.status
        if self.status == 200 and reading:
            self.read()

    def read(self) -> None:
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        fields: dict[str, str] = {}
        try:
            while line := self.answer.readline():
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name:
                    fields[name] = value
                    continue
                if "event" in fields:
                    data = json.loads(fields["data"])
                    self.events.put(Event(fields["event"], data, fields.get("id", "")))
                fields = {}
        except (OSError, http.client.HTTPException, ValueError):
            pass
        self.closed.set()

    def until(self, name: str, within: float = 5.0, past: str = "") -> Event:
        """The next event of that name; only routine, or `past`, may come before."""
        deadline = time.monotonic() + within
        while True:
            event = self.events.get(timeout=max(0.01, deadline - time.monotonic()))
            if event.name == name:
                return event
            assert event.name in ROUTINE | {past}, event

    def several(self, count: int) -> list[Event]:
        """The next events, but for routine."""
        told: list[Event] = []
        while len(told) < count:
            event = self.events.get(timeout=20)
            if event.name not in ROUTINE:
                told.append(event)
        return told

    def positions(self, count: int, within: float = 15.0) -> list[int]:
        """The positions of the next facts, as told."""
        return [self.until("fact", within).data["position"] for _ in range(count)]

    def quiet(self, seconds: float = 0.5) -> list[Event]:
        """What is told within that time, but for routine: [] when nothing."""
        time.sleep(seconds)
        told = []
        while not self.events.empty():
            event = self.events.get()
            if event.name not in ROUTINE:
                told.append(event)
        return told

    def close(self) -> None:
        """Hang up, as a closed tab does."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        if self.thread is not None:
            self.thread.join(5)
        self.answer.close()
        self.connection.close()
        self.socket.close()


_opened: list[Screen] = []


def close_all() -> None:
    """Hang up all the screens of a test."""
    while _opened:
        _opened.pop().close()


@contextmanager
def running(**settings: str) -> Iterator[Streams]:
    streams = Streams(**settings)
    try:
        streams.wait()
        yield streams
    finally:
        streams.process.terminate()
        streams.process.wait(timeout=15)
