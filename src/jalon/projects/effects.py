"""What rooms above do when a project changes: a list that the top of the house fills, once."""

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
