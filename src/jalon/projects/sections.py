"""Parts that rooms above add to the page of a project: a list that the top of the house fills."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from jalon.accounts.actor import Actor
from jalon.projects.models import Project

Ready = Callable[[Project, Actor], dict[str, Any]]


@dataclass(frozen=True)
class Section:
    """A part of the page: its template reads `said`, which `ready` makes; empty, it is left out.

    `is_received`: the State reads it too, with the receipt.
    """

    anchor: str
    title: Any
    template: str
    ready: Ready
    is_received: bool = False


sections: Final[list[Section]] = []


def ready_sections(
    project: Project, actor: Actor, *, received: bool = False
) -> list[tuple[Section, dict[str, Any]]]:
    """The parts that have something to say to this reader, in order."""
    shown = [one for one in sections if one.is_received or not received]
    said = [(one, one.ready(project, actor)) for one in shown]
    return [(one, found) for one, found in said if found]
