"""What there is to keep. The list is filled by `config/subscriptions.py`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final


@dataclass(frozen=True)
class Task:
    """Something done again and again; `run` gets the instant, and may do nothing.

    A task does what is due and no more, in transactions of its own; twice in a row changes nothing.
    A long one yields between its pieces: the others that are due take their turn there. One that
    `is_prompt` is short and may not be late: it stands in a line of its own kind, that no long one
    holds up.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], Iterator[object] | None]
    is_prompt: bool = False


TASKS: Final[list[Task]] = []


def register(task: Task) -> None:
    """Add a task; the same name twice is the same task."""
    if all(known.name != task.name for known in TASKS):
        TASKS.append(task)
