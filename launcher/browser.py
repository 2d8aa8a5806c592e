"""A very small browser for `./jalon demo --check`: cookies, forms of the page, streams."""

from __future__ import annotations

import http.client
import http.cookies
import json
import threading
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from launcher.speech import Stop

PATIENCE = 15
REDIRECTS = 5


@dataclass
class Form:
    """A form of a page: where it goes, how, and what it holds before anybody types."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


@dataclass
class Page:
    """What one request brought."""

    url: str
    status: int
    text: str
    forms: list[Form]
    links: list[str]
    attributes: dict[str, str]

    def form(self, *names: str) -> Form:
        """The first form that holds all these fields."""
        for form in self.forms:
            if all(name in form.values for name in names):
                return form
        raise Stop(f"{self.url} ({self.status}) holds no form with {', '.join(names)}.")


class Reader(HTMLParser):
    """Reads forms, links and data attributes from a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.attributes: dict[str, str] = {}
        self.open = False
        self.choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what a journey needs."""
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            if name.startswith("data-"):
                self.attributes.setdefault(name, value)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
            self.open = True
        elif self.open and tag in {"input", "textarea", "select", "option", "button"}:
            self.note(tag, given)

    def note(self, tag: str, given: dict[str, str]) -> None:
        """One field, as a browser would send it untouched."""
        form = self.forms[-1]
        kind = given.get("type", "")
        if tag == "option":
            if self.choice and ("selected" in given or not form.values[self.choice]):
                form.values[self.choice] = given.get("value", "")
            return
        self.choice = given.get("name", "") if tag == "select" else ""
        skipped = tag == "button" or kind in {"submit", "button", "file", "image"}
        unticked = kind in {"checkbox", "radio"} and "checked" not in given
        if given.get("name") and not skipped and not unticked:
            form.values[given["name"]] = given.get("value", "")
        if tag == "textarea":
            form.texts.append(given.get("name", ""))

    def handle_endtag(self, tag: str) -> None:
        """A form or a choice ends."""
        if tag == "form":
            self.open = False
        elif tag == "select":
            self.choice = ""


class Browser:
    """One person at one screen, in one organisation (`place`)."""

    def __init__(self, origin: str, place: str) -> None:
        self.origin = origin
        self.place = place
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Page:
        """Opens a page, following redirections."""
        return self.request("GET", urljoin(self.origin, path), "")

    def send(self, page: Page, form: Form, **typed: str) -> Page:
        """Sends a form of a page, with what was typed."""
        values = {**form.values, **typed}
        return self.request("POST", urljoin(page.url, form.action or page.url), urlencode(values))

    def request(self, method: str, url: str, body: str) -> Page:
        """One request and the redirections that follow."""
        for _ in range(REDIRECTS):
            status, place, text = self.once(method, url, body)
            if status not in {301, 302, 303}:
                return read(url, status, text)
            url, method, body = urljoin(url, place), "GET", ""
        raise Stop(f"{url} turns in circles.")

    def once(self, method: str, url: str, body: str) -> tuple[int, str, str]:
        """One request; its status, where it redirects, and its text."""
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)
        try:
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            connection.request(method, target or "/", body or None, self.headers(url, method))
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            self.remember(answer)
            return answer.status, answer.headers.get("Location", ""), text
        except OSError as error:
            raise Stop(f"{method} {url}: {error}") from None
        finally:
            connection.close()

    def headers(self, url: str, method: str = "GET") -> dict[str, str]:
        """What a browser tells of itself."""
        headers = {"Accept-Language": "fr", "Accept": "text/html"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if method == "POST":
            headers |= {"Origin": self.origin, "Referer": url}
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers

    def remember(self, answer: http.client.HTTPResponse) -> None:
        """Keeps the cookies."""
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(line).items():
                self.cookies[name] = morsel.value


def read(url: str, status: int, text: str) -> Page:
    """A page, with its forms, links and data attributes."""
    reader = Reader()
    reader.feed(text)
    return Page(url, status, text, reader.forms, reader.links, reader.attributes)


@dataclass
class Event:
    """One event of a stream."""

    kind: str
    data: dict[str, object]
    at: float


class Stream:
    """A stream of events, read in the background from the moment it is opened."""

    def __init__(self, browser: Browser, url: str) -> None:
        parts = urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)
        headers = {**browser.headers(url), "Origin": browser.origin, "Accept": "text/event-stream"}
        self.connection.request("GET", f"{parts.path}?{parts.query}", headers=headers)
        self.answer = self.connection.getresponse()
        if self.answer.status != 200:
            raise Stop(f"The stream answers {self.answer.status}: {self.answer.read()[:200]!r}")
        self.events: list[Event] = []
        self.arrival = threading.Condition()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        """Reads events until the stream ends."""
        kind, data = "message", ""
        try:
            for raw in self.answer:
                name, _, value = raw.decode("utf-8", "replace").rstrip("\r\n").partition(":")
                if name == "event":
                    kind = value.strip()
                elif name == "data":
                    data += value.strip()
                elif not name and not value and data:
                    self.keep(kind, data)
                    kind, data = "message", ""
        except (OSError, ValueError, http.client.HTTPException, AttributeError):
            return

    def keep(self, kind: str, data: str) -> None:
        """One more event."""
        try:
            told = json.loads(data)
        except ValueError:
            told = {"text": data}
        with self.arrival:
            data_of = told if isinstance(told, dict) else {"text": told}
            self.events.append(Event(kind, data_of, time.monotonic()))
            self.arrival.notify_all()

    def wait(self, seconds: float, *words: str) -> Event | None:
        """The first event in which one of these words appears; None if none came in time."""

        def found() -> Event | None:
            return next(
                (
                    e
                    for e in self.events
                    if any(w in f"{e.kind} {json.dumps(e.data)}" for w in words)
                ),
                None,
            )

        with self.arrival:
            self.arrival.wait_for(lambda: found() is not None, seconds)
            return found()

    def close(self) -> None:
        """Hangs up."""
        self.connection.close()
