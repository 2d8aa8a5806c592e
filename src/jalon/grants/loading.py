"""The models that an agreement starts from: dated files, in force from a day on."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from jalon.grants.content import Article

FOLDER: Final = Path(__file__).parent / "data"


@dataclass(frozen=True)
class AgreementTemplate:
    """A model of agreement from a day on; words in braces are facts of the project."""

    valid_from: date
    source: str
    articles: tuple[Article, ...]

    def filled(self, facts: dict[str, Any]) -> list[Article]:
        """Its articles, with the facts of a project. KeyError names one that is missing."""
        return [Article(one.code, one.title, one.text.format(**facts)) for one in self.articles]


@cache
def templates() -> tuple[AgreementTemplate, ...]:
    """Every model, the oldest first."""
    read = [tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")]
    found = [
        AgreementTemplate(
            one["valid_from"],
            one["source"],
            tuple(Article(part["code"], part["title"], part["text"]) for part in one["article"]),
        )
        for one in read
    ]
    return tuple(sorted(found, key=lambda one: one.valid_from))


def template_on(day: date) -> AgreementTemplate:
    """The model in force that day. LookupError before the first one."""
    known = [one for one in templates() if one.valid_from <= day]
    if not known:
        raise LookupError(f"no model of agreement is in force on {day}")
    return known[-1]
