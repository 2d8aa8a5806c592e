"""`./jalon demo --check`: the main journey over HTTP, by two people of two organisations."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from launcher.browser import Browser, Page, Stream
from launcher.speech import Stop, done, failed, say

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
    writer, reader, address = meet(origin, people)
    with timed(f"{writer.place} opens the dossier"):
        mine = opened(writer, address)
    with timed(f"{reader.place} opens the same dossier"):
        theirs = opened(reader, address)
    with timed(f"{reader.place} listens to it"):
        stream = Stream(reader, stream_address(reader, theirs))
        if not stream.wait(PATIENCE, "hello"):
            raise Stop("The stream was opened but said nothing.")
    text = f"Vérification automatique {secrets.token_hex(4)}"
    sent = time.monotonic()
    with timed(f"{writer.place} writes a shared note"):
        write_note(writer, mine, text)
    heard = stream.wait(PATIENCE, "note.written")
    if not heard:
        raise Stop(f"{reader.place} heard nothing of it in {PATIENCE} s.")
    tell(done, f"{reader.place} hears of it, counted from the sending", heard.at - sent)
    with timed(f"{reader.place} reads the note"):
        if text not in opened(reader, address).text:
            raise Stop("The note is not on the page.")
    stream.close()


def meet(origin: str, people: list[dict[str, str]]) -> tuple[Browser, Browser, str]:
    """Signs in the two people who share a dossier; its address."""
    sharing = [person for person in people if person.get("shared_dossier")]
    if len(sharing) < 2 or sharing[0]["organisation"] == sharing[1]["organisation"]:
        raise Stop("No two organisations of the demonstration share a dossier.")
    first, second = (Browser(origin, person["organisation"]) for person in sharing[:2])
    for browser, person in zip((first, second), sharing, strict=False):
        with timed(f"{browser.place}: {person['email']} signs in"):
            sign_in(browser, person)
    return first, second, f"/dossiers/{sharing[0]['shared_dossier']}"


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


def stream_address(browser: Browser, page: Page) -> str:
    """Where the page listens: with the token that it carries, or asks for."""
    found = page.attributes
    token = found.get("data-live-token")
    if not token:
        answer = browser.get(found["data-live-renew"])
        if answer.status != 200:
            raise Stop(f"The page is not given the right to listen ({answer.status}).")
        token = json.loads(answer.text)["token"]
    query = urlencode({"sujet": token, "depuis": found["data-live-position"]})
    return f"{found['data-live-url'].rstrip('/')}/flux?{query}"


def write_note(browser: Browser, page: Page, text: str) -> None:
    """Through the quick entry of the page."""
    forms = [form for form in page.forms if form.texts and "note" in form.action]
    if not forms:
        raise Stop(f"{page.url} holds no form to write a note.")
    answer = browser.send(page, forms[0], **{forms[0].texts[0]: text})
    if answer.status != 200:
        raise Stop(f"The note was refused ({answer.status}).")


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Prints a step with its time."""
    start = time.monotonic()
    try:
        yield
    except Stop:
        tell(failed, name, time.monotonic() - start)
        raise
    tell(done, name, time.monotonic() - start)


def tell(how: Callable[[str, str], None], name: str, seconds: float) -> None:
    """One line of the journey; its time is always in milliseconds."""
    how(name, f"{seconds * 1000:.0f} ms")
