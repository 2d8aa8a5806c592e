"""What rooms above do when a project changes, and what holds it: lists filled once, at the top."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from jalon.accounts.actor import Actor
from jalon.projects.models import Project

# Called within the transaction of each change of a part, of the plan or of the consortium.
Effect = Callable[[Project, Actor, datetime], None]
effects: Final[list[Effect]] = []


def changed(project: Project, *, by: Actor, at: datetime) -> None:
    """What the members commit themselves to may say something else now."""
    for effect in effects:
        effect(project, by, at)


# What still holds a project that somebody gives up: one sentence that says what to do, or "".
Hold = Callable[[Project], str]
holds: Final[list[Hold]] = []


def held_by(project: Project) -> str:
    """Why this project cannot be withdrawn now, and what to do first; "" when nothing holds it."""
    return next((said for hold in holds if (said := hold(project))), "")
