"""People who write and screens that listen, over HTTP, while everything under them is killed."""

import http.client
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tests.browser.sites import Site

CSRF = "a" * 32
BROKEN = (OSError, http.client.HTTPException, ValueError)


@dataclass(eq=False)
class Writer(threading.Thread):
    """Writes notes, one after the other; `acknowledged` are those the site said it kept."""

    site: Site
    dossier: str
    session: str
    name_of_notes: str
    over: threading.Event
    acknowledged: list[str] = field(default_factory=list)
    attempts: int = 0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def run(self) -> None:
        while not self.over.is_set():
            self.attempts += 1
            text = f"{self.name_of_notes} {self.attempts}"
            try:
                status = self._post(text)
            except BROKEN:
                time.sleep(0.1)
                continue
            if status in {200, 302}:
                self.acknowledged.append(text)

    def _post(self, text: str) -> int:
        where = urlsplit(self.site.url)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=15)
        form = {"kind": "note", "body": text, "happened_on": "2026-01-05"}
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request("POST", f"/dossiers/{self.dossier}/notes", urlencode(form), headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()


@dataclass(eq=False)
class Screen(threading.Thread):
    """A page that follows its dossier as the browser's client does; `positions` as they came."""

    site: Site
    dossier: str
    session: str
    over: threading.Event
    positions: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def run(self) -> None:
        while not self.over.is_set():
            try:
                self._listen(self._token())
            except BROKEN:
                time.sleep(0.1)

    def _token(self) -> str:
        where = urlsplit(self.site.url)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=15)
        cookie = {"Cookie": f"sessionid={self.session}"}
        try:
            connection.request("GET", f"/direct/jeton?sujet=dossier/{self.dossier}", headers=cookie)
            return str(json.loads(connection.getresponse().read())["token"])
        except KeyError as error:
            raise ValueError("no token") from error
        finally:
            connection.close()

    def _listen(self, token: str) -> None:
        where = urlsplit(self.site.live_url)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
        last = self.positions[-1] if self.positions else 0
        query = urlencode({"sujet": token, "depuis": last})
        try:
            connection.request("GET", f"/flux?{query}", headers={"Last-Event-ID": str(last)})
            answer = connection.getresponse()
            if answer.status != 200:
                raise ValueError(f"status {answer.status}")
            position = 0
            while not self.over.is_set():
                line = answer.readline()
                if not line:
                    raise ValueError("the stream ended")
                if line.startswith(b"id: "):
                    position = int(line[4:])
                if line == b"event: fact\n":
                    self.positions.append(position)
        finally:
            connection.close()


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Whether it becomes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return true()
