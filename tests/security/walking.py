"""The forms of the site, found by reading its pages as people do, and filled in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

TYPED = {"text", "search", "textarea", "email", "tel", "url", "password"}
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
# Ends the walk, or the account of who walks.
NOT_WALKED = {"account_logout", "set_language", "mfa_deactivate_totp", "mfa_activate_totp"}
UNSENT = (
    "deconnexion",
    "langue",
    "connexion",
    "mot-de-passe",
    "double-authentification",
    "sessions",
)


@dataclass
class Form:
    page: str
    action: str
    method: str
    typed: list[str] = field(default_factory=list)
    rest: dict[str, Any] = field(default_factory=dict)

    def filled(self, text: str) -> dict[str, Any]:
        return {**self.rest, **dict.fromkeys(self.typed, text)}


class Reader(HTMLParser):
    """Collects the forms of one page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.select = ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in given}
        name = said.get("name", "")
        if tag == "form":
            self.form = Form(self.page, said.get("action") or self.page, said.get("method", "get"))
            self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and said.get("value"):
            if "selected" in said or not self.form.rest.get(self.select):
                self.form.rest[self.select] = said["value"]
        elif tag == "textarea" and name:
            self.form.typed.append(name)
        elif tag in {"input", "button"} and name:
            self._input(said, name)

    def _input(self, said: dict[str, str], name: str) -> None:
        kind = said.get("type", "text")
        assert self.form
        if kind in TYPED:
            self.form.typed.append(name)
        elif kind in {"radio", "checkbox"}:
            if "checked" in said or name not in self.form.rest:
                self.form.rest[name] = said.get("value", "on")
        elif kind != "file":
            self.form.rest[name] = said.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""


def pages(browser: Any, *starts: str) -> Iterator[tuple[str, Any]]:
    """The pages reached by following links from these, each route once, with their answers."""
    waiting, known = ["/aujourdhui", "/mon-compte", "/plan-du-site", *starts], set()
    while waiting:
        path = waiting.pop(0)
        try:
            route = resolve(urlsplit(path).path).url_name
        except Resolver404:
            continue
        if route in known or route in NOT_WALKED:
            continue
        answer = browser.get(path)
        if answer.status_code != 200:
            continue
        known.add(route)
        yield path, answer
        if "html" in answer["Content-Type"]:
            waiting += [unescape(link) for link in LINK.findall(answer.content.decode())]


def forms_of(read: Iterable[tuple[str, Any]]) -> list[Form]:
    """The forms of those pages that change something, each once."""
    found: dict[tuple[str, tuple[str, ...]], Form] = {}
    for path, answer in read:
        if "html" not in answer["Content-Type"]:
            continue
        reader = Reader(path)
        reader.feed(answer.content.decode())
        for form in reader.forms:
            if form.method.lower() == "post" and not any(word in form.action for word in UNSENT):
                found.setdefault((form.action, tuple(form.typed)), form)
    return list(found.values())


def forms_at(browser: Any, *paths: str) -> list[Form]:
    return forms_of((path, browser.get(path)) for path in paths)
