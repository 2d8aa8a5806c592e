"""What a version of a call holds beside its figures: specification, grid, documents, contacts.

Kept as JSON in the row, so that a version is one thing that never changes; read as these shapes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

WHOLE_GRID = 100  # what the weights of a grid add up to


@dataclass(frozen=True)
class Article:
    """One article. `code` names it for ever, `number` (« 2.3 ») follows its place."""

    code: str
    title: str
    text: str
    number: str = ""


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    articles: tuple[Article, ...]
    number: str = ""


@dataclass(frozen=True)
class GridLine:
    """One line of the scoring grid; the weights add up to 100."""

    code: str
    label: str
    weight: int


@dataclass(frozen=True)
class Document:
    """Something to join to an application."""

    code: str
    label: str
    required: bool


@dataclass(frozen=True)
class ContactPoint:
    """A service to turn to, never a person's own number."""

    label: str
    email: str
    phone: str = ""


def sections(kept: Sequence[Mapping[str, Any]]) -> list[Section]:
    """The specification, its sections and articles numbered by their place."""
    return [
        Section(
            one["code"],
            one["title"],
            tuple(
                Article(part["code"], part["title"], part["text"], f"{place}.{rank}")
                for rank, part in enumerate(one["articles"], start=1)
            ),
            str(place),
        )
        for place, one in enumerate(kept, start=1)
    ]


def articles(kept: Sequence[Mapping[str, Any]]) -> dict[str, Article]:
    """Every article by its code, in order."""
    return {article.code: article for one in sections(kept) for article in one.articles}


def grid(kept: Sequence[Mapping[str, Any]]) -> list[GridLine]:
    return [GridLine(one["code"], one["label"], one["weight"]) for one in kept]


def documents(kept: Sequence[Mapping[str, Any]]) -> list[Document]:
    return [Document(one["code"], one["label"], one["required"]) for one in kept]


def contacts(kept: Sequence[Mapping[str, Any]]) -> list[ContactPoint]:
    return [ContactPoint(one["label"], one["email"], one.get("phone", "")) for one in kept]


def as_kept(found: Sequence[GridLine | Document | ContactPoint]) -> list[dict[str, Any]]:
    """These as the row keeps them."""
    return [asdict(one) for one in found]


def sections_as_kept(found: Sequence[Section]) -> list[dict[str, Any]]:
    """A specification as the row keeps it: its numbers are computed, never kept."""
    return [
        {
            "code": one.code,
            "title": one.title,
            "articles": [
                {"code": part.code, "title": part.title, "text": part.text} for part in one.articles
            ],
        }
        for one in found
    ]


def codes_of(*kept: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The codes of several lists."""
    for some in kept:
        yield from (str(one["code"]) for one in some)
