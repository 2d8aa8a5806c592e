"""Runs each task in its time, one after the other, until told to stop.

Two lines, each of its own process thread and connection: what may not be late, and the rest.
"""

import logging
import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.db import DatabaseError, connection

from jalon.keeper.leader import LOCK, PROMPT_LOCK, Leadership
from jalon.keeper.models import TaskRun
from jalon.keeper.tasks import Task

log = logging.getLogger("jalon.keeper")
PATIENCE = timedelta(seconds=5)  # between two attempts at leading
Clock = Callable[[], datetime]


class Keeper:
    """`step()` does what is due and says how many seconds may pass before the next."""

    def __init__(self, tasks: Sequence[Task], *, clock: Clock, lock: int = LOCK) -> None:
        self._tasks, self._clock = tasks, clock
        self._due: dict[str, datetime] = {}
        self._begun: dict[str, Iterator[object]] = {}
        self._leadership = Leadership(lock)
        self._leads: bool | None = None

    def step(self) -> float:
        """One round; nothing when another keeper leads."""
        if not self._is_leader():
            self._begun.clear()  # whoever leads now begins again
            return PATIENCE.total_seconds()
        for task in self._tasks:
            at = self._clock()
            if self._due.get(task.name, at) <= at:
                self._go_on(task, at)
        now = self._clock()
        following = min(self._due.values(), default=now + PATIENCE)
        return max(0.0, (following - now).total_seconds())

    @property
    def has_begun(self) -> bool:
        """Whether a task waits for the next round to do its next piece."""
        return bool(self._begun)

    def leave(self) -> None:
        """Let another keeper lead."""
        self._leadership.release()

    def _go_on(self, task: Task, at: datetime) -> None:
        """The whole task; of a long one, its next piece: it is due again at once."""
        begun = self._begun.pop(task.name, None)
        following = run(task, at=at, clock=self._clock, begun=begun)
        if following is None:
            self._due[task.name] = at + task.every
        else:
            self._begun[task.name], self._due[task.name] = following, at

    def _is_leader(self) -> bool:
        leads = self._leadership.held()
        if leads != self._leads:
            log.info("this keeper leads" if leads else "another keeper leads: waiting")
        self._leads = leads
        return leads


def lines(tasks: Sequence[Task], *, clock: Clock) -> tuple[Keeper, Keeper]:
    """The keeper of what may not be late, and that of the rest: neither waits for the other."""
    prompt = [task for task in tasks if task.is_prompt]
    others = [task for task in tasks if not task.is_prompt]
    return Keeper(prompt, clock=clock, lock=PROMPT_LOCK), Keeper(others, clock=clock)


def run(
    task: Task, *, at: datetime, clock: Clock, begun: Iterator[object] | None = None
) -> Iterator[object] | None:
    """Run one task, or one piece of it; what is left of it, None once it is over.

    What went wrong is said without quoting anything.
    """
    failure = ""
    try:
        if begun is None:
            _note(task, started_at=at)
            begun = task.run(at)
        if begun is not None and next(begun, begun) is not begun:
            return begun
    except Exception as error:
        failure = where(error)
        log.error("task %s failed: %s", task.name, failure)
        if not connection.in_atomic_block:
            connection.close()
    try:
        _note(task, failed_at=clock(), failure=failure) if failure else _note(
            task, ended_at=clock(), failure=""
        )
    except DatabaseError as error:
        log.error("task %s: its end could not be noted: %s", task.name, where(error))
    return None


def _note(task: Task, **what: object) -> None:
    started = {"started_at": what.get("started_at") or what.get("failed_at")}
    defaults = {key: value for key, value in {**started, **what}.items() if value is not None}
    TaskRun.objects.update_or_create(name=task.name, defaults=what, create_defaults=defaults)


def where(error: BaseException) -> str:
    """The kind of an error and the line it comes from; never its message."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
