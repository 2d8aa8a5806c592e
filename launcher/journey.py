"""`./jalon demo --check`: the main journey over HTTP, by two people of two organisations."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from launcher.browser import Browser, Page, Stream
from launcher.speech import Stop, done, failed, say

DOSSIER = re.compile(r"^/dossiers/[0-9a-f-]{36}$")
CASELOAD = "/dossiers"
PATIENCE = 5


def walk(port: int, people: list[dict[str, str]]) -> int:
    """Signs two people in, opens one dossier twice, writes in one and hears it in the other."""
    say("\n  The main journey, by two people of two organisations:")
    try:
        journey(f"http://127.0.0.1:{port}", people)
    except Stop as stop:
        say(f"\n  The journey failed. {stop.sentence}")
        return 1
    say("\n  The journey works.")
    return 0


def journey(origin: str, people: list[dict[str, str]]) -> None:
    """The steps, each with its time."""
    screens = [(person, Browser(origin)) for person in people]
    (writer, writing), (reader, reading), address = meet(screens)
    with timed(f"{writer['organisation']} opens the dossier"):
        mine = opened(writing, address)
    with timed(f"{reader['organisation']} opens the same dossier"):
        theirs = opened(reading, address)
    with timed(f"{reader['organisation']} listens to it"):
        stream = Stream(reading, stream_address(theirs))
        if not stream.wait(PATIENCE, "hello"):
            raise Stop("The stream was opened but said nothing.")
    text = f"Vérification automatique {secrets.token_hex(4)}"
    sent = time.monotonic()
    with timed(f"{writer['organisation']} writes a shared note"):
        write_note(writing, mine, text)
    with timed(f"{reader['organisation']} hears of it", since=sent):
        if not stream.wait(PATIENCE, "note"):
            raise Stop(f"Nothing came in {PATIENCE} s.")
    with timed(f"{reader['organisation']} reads the note"):
        if text not in opened(reading, address).text:
            raise Stop("The note is not on the page.")
    stream.close()


Screen = tuple[dict[str, str], Browser]


def meet(screens: list[Screen]) -> tuple[Screen, Screen, str]:
    """Signs people in until two of different organisations have a dossier in common."""
    seen: list[tuple[Screen, list[str]]] = []
    for person, browser in screens:
        with timed(f"{person['email']} signs in ({person['organisation']})"):
            sign_in(browser, person)
        mine = [link for link in browser.get(CASELOAD).links if DOSSIER.match(link)]
        for other, theirs in seen:
            shared = [link for link in mine if link in theirs]
            if shared and other[0]["organisation"] != person["organisation"]:
                return other, (person, browser), shared[0]
        seen.append(((person, browser), mine))
    raise Stop("No two accounts of the demonstration have a dossier in common.")


def sign_in(browser: Browser, person: dict[str, str]) -> None:
    """Through the real form, with its protection against forged requests."""
    page = browser.get("/connexion")
    form = page.form("login", "password")
    page = browser.send(page, form, login=person["email"], password=person["password"])
    if page.status != 200 or any("password" in form.values for form in page.forms):
        raise Stop(f"{person['email']} was not signed in ({page.status} on {page.url}).")


def opened(browser: Browser, address: str) -> Page:
    """The page of the dossier."""
    page = browser.get(address)
    if page.status != 200:
        raise Stop(f"{address} answers {page.status}.")
    return page


def stream_address(page: Page) -> str:
    """Where the page listens."""
    found = page.attributes
    query = {"sujet": found.get("data-live-token", ""), "depuis": found.get("data-live-position")}
    words = urlencode({name: value for name, value in query.items() if value})
    return f"{found.get('data-live-url', '').rstrip('/')}/flux?{words}"


def write_note(browser: Browser, page: Page, text: str) -> None:
    """Through the quick entry of the page."""
    forms = [form for form in page.forms if form.texts and "note" in form.action]
    if not forms:
        raise Stop(f"{page.url} holds no form to write a note.")
    answer = browser.send(page, forms[0], **{forms[0].texts[0]: text})
    if answer.status != 200:
        raise Stop(f"The note was refused ({answer.status}).")


@contextmanager
def timed(name: str, since: float | None = None) -> Iterator[None]:
    """Prints a step with its time, in milliseconds."""
    start = since or time.monotonic()
    try:
        yield
    except Stop:
        failed(name, time.monotonic() - start)
        raise
    done(name, time.monotonic() - start)
