"""What the launcher says: short steps, and one clear sentence when it stops."""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COLOURS = {"green": "32", "red": "31", "bold": "1", "dim": "2"}


class Stop(Exception):
    """Ends the command. `sentence` says what is wrong and what to do; `status` is the exit code."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


def paint(text: str, colour: str) -> str:
    """Text in a colour, on a terminal only."""
    if not sys.stdout.isatty():
        return text
    return f"\033[{COLOURS[colour]}m{text}\033[0m"


def say(text: str = "") -> None:
    """One line, at once (also through a pipe)."""
    print(text, flush=True)


def done(name: str, took: str) -> None:
    """A step that went well, with its time."""
    say(f"  {paint('✓', 'green')} {name} {paint(took, 'dim')}")


def failed(name: str, took: str) -> None:
    """A step that did not, with its time."""
    say(f"  {paint('✗', 'red')} {name} {paint(took, 'dim')}")


def duration(seconds: float) -> str:
    """`340 ms`, `1.2 s` or `3 min 20 s`."""
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 100:
        return f"{seconds:.1f} s"
    return f"{int(seconds // 60)} min {int(seconds % 60)} s"


@contextmanager
def step(name: str) -> Iterator[None]:
    """Times a step and prints its line."""
    start = time.monotonic()
    try:
        yield
    except BaseException:
        failed(name, duration(time.monotonic() - start))
        raise
    done(name, duration(time.monotonic() - start))


def tail(path: Path, lines: int = 15) -> str:
    """The last lines of a log, indented; empty when there is no log."""
    try:
        with path.open("rb") as log:
            log.seek(max(0, path.stat().st_size - 20_000))
            text = log.read().decode("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])


def explain(output: str) -> str | None:
    """The sentence for what a tool complained of, when we know it."""
    if "No space left on device" in output or "os error 28" in output:
        return "The disk is full. Free some space and start again: nothing is lost."
    if "Read-only file system" in output:
        return "The disk is read-only: Jalon needs to write in .local/ of its own folder."
    return None


def disk_sentence(error: OSError) -> str | None:
    """The sentence for an error of the disk; None for another error."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full{where}. Free some space and start again: nothing is lost."
    if error.errno == errno.EROFS:
        return f"The disk is read-only{where}: Jalon needs to write in .local/ of its own folder."
    if error.errno in {errno.EACCES, errno.EPERM}:
        return (
            f"This user may not touch{where or ' a file'}. Was Jalon started by another user "
            "before, as root perhaps? Give .local/ to one user, or delete it."
        )
    return None
