"""Parts that rooms above add to the public page of a call: a list that the top of the house fills.

Everybody reads them, without an account: nothing is said there to one reader alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from jalon.calls.models import Call


@dataclass(frozen=True)
class Section:
    """A part of the page: its template reads `said`, which `ready` makes; empty, it is left out."""

    anchor: str
    title: Any
    template: str
    ready: Callable[[Call], dict[str, Any]]


sections: Final[list[Section]] = []


def ready_sections(call: Call) -> list[tuple[Section, dict[str, Any]]]:
    """The parts that have something to say, in order."""
    said = [(one, one.ready(call)) for one in sections]
    return [(one, found) for one, found in said if found]
