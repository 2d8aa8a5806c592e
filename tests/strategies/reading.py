"""What a page's form holds, read from its HTML as a browser would send it back."""

import re
from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.select = ""
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        name = of.get("name") or ""
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in of:
            self.values[self.select] = of.get("value") or ""
        elif tag == "textarea":
            self.area = name
        elif tag == "input" and of.get("type") in {"checkbox", "radio"}:
            if "checked" in of:
                self._ticked(name, of)
        elif tag == "input":
            self.values[name] = of.get("value") or ""

    def _ticked(self, name: str, of: dict[str, str | None]) -> None:
        if of.get("type") == "radio":
            self.values[name] = of.get("value")
        else:
            self.values.setdefault(name, []).append(of.get("value") or "on")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area] = data


def fields_of(answer: Any) -> dict[str, Any]:
    """What the forms of the page's main part would send, unchanged; not what the shell adds."""
    page = answer.content.decode()
    fields = _Fields()
    fields.feed(page[page.index("<main") : page.index("</main>")])
    shell = {"csrfmiddlewaretoken", "once", "acting", ""}
    return {name: value for name, value in fields.values.items() if name not in shell}


def errors_of(answer: Any) -> set[str]:
    """The fields of the page beside which an error stands."""
    return set(re.findall(r'class="fr-error-text" id="id_(\w+)_error"', answer.content.decode()))
