"""What other bodies call our themes and their states: dated tables, each with its source.

Never by label, and never without a date: France Travail swapped two of its codes between two
editions. What an edition has no word for is said in it (`without`), so that nothing is guessed.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).parent / "data"


class UnknownScheme(LookupError):
    """No edition of this scheme was in force that day."""


@dataclass(frozen=True)
class Edition:
    """One scheme from a day on: our theme → their code, their state → ours."""

    scheme: str
    name: str
    since: date
    source: str
    codes: dict[str, str]
    statuses: dict[str, str]
    without: frozenset[str]

    def code_of(self, theme: str) -> str | None:
        """Their code for one of our themes; None when they have none."""
        return self.codes.get(theme)

    def theme_of(self, code: str) -> str | None:
        """Our theme for one of their codes; None for a code that this edition does not know."""
        return next((theme for theme, theirs in self.codes.items() if theirs == code), None)


@cache
def editions() -> tuple[Edition, ...]:
    """All of them, the oldest first."""
    read = (tomllib.loads(path.read_text()) for path in sorted(DATA.glob("codes_*.toml")))
    return tuple(sorted((_edition(one) for one in read), key=lambda one: (one.scheme, one.since)))


def edition_of(scheme: str, *, on: date) -> Edition:
    """The edition of a scheme in force that day. Raises UnknownScheme."""
    found = [one for one in editions() if one.scheme == scheme and one.since <= on]
    if not found:
        raise UnknownScheme(f"{scheme} on {on}")
    return found[-1]


def translated(code: str, *, of: Edition, to: Edition) -> str | None:
    """Their code in another scheme, or in another edition of the same, through our theme."""
    theme = of.theme_of(code)
    return to.code_of(theme) if theme else None


def _edition(table: dict[str, Any]) -> Edition:
    return Edition(
        scheme=table["scheme"],
        name=table["edition"],
        since=table["since"],
        source=table["source"],
        codes=dict(table["themes"]),
        statuses=dict(table.get("statuses", {})),
        without=frozenset(table.get("without", [])),
    )
