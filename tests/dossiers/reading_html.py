"""Read a page as a browser would: the fields of its forms, and its text."""

import re
from html.parser import HTMLParser

from django.http import HttpResponse


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.values[self.select] = given.get("value") or ""
        elif tag == "textarea":
            self.textarea, self.values[name] = name, ""
        elif tag == "input" and name and self._counts(given):
            self.values[name] = given.get("value") or ""

    @staticmethod
    def _counts(given: dict[str, str | None]) -> bool:
        return given.get("type") not in {"radio", "checkbox"} or "checked" in given

    def handle_endtag(self, tag: str) -> None:
        if tag in {"select", "textarea"}:
            self.select = self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.values[self.textarea] += data.removeprefix("\n")


def fields(answer: HttpResponse) -> dict[str, str]:
    """What sending the forms of this page as they stand would post, last form wins."""
    reader = _Fields()
    reader.feed(answer.content.decode())
    return reader.values


def text(answer: HttpResponse) -> str:
    """The words of a page, on one line."""
    bare = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", bare)
