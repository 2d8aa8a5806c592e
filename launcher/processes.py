"""The processes that a command starts: none of them outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from launcher.paths import LOCAL, ROOT
from launcher.tether import tethered

PATIENCE = 8
MARK = "JALON_CLONE"


class Ended(BaseException):
    """Somebody asked the command to end: Ctrl-C, SIGTERM, or the terminal was closed."""


def end_on_signals() -> None:
    """From now on, SIGINT, SIGTERM and SIGHUP raise Ended, once."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> None:
    deaf()
    raise Ended


def deaf() -> None:
    """While stopping, a second Ctrl-C changes nothing: stopping takes a few seconds at most."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: None)


class Child:
    """One process with a name, in a group of its own, tethered to us."""

    def __init__(self, name: str, command: list[str], env: dict[str, str], log: Path | None):
        self.name = name
        self.command = command
        self.env = {**env, MARK: env.get(MARK, str(LOCAL))}
        self.log = log
        self.process: subprocess.Popen[bytes]
        self.start()

    def start(self) -> None:
        """Starts it (again); its log, if it has one, begins anew."""
        output = self.log.open("wb") if self.log else None
        try:
            self.process = subprocess.Popen(
                tethered(self.command, signal.SIGTERM),
                env=self.env,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        finally:
            if output:
                output.close()

    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def signal_group(self, number: signal.Signals) -> None:
        """Reaches the process and all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


def stop(children: list[Child], patience: float = PATIENCE) -> None:
    """Asks all of them to end, waits, then kills what is left of their groups."""
    for child in children:
        if child.alive():
            child.process.terminate()
    deadline = time.monotonic() + patience
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.1, deadline - time.monotonic()))
        child.signal_group(signal.SIGKILL)
        child.process.wait()


def foreground(command: list[str], env: dict[str, str]) -> int:
    """Runs a command on this terminal; its exit code. Signals reach it, and we wait for its end."""
    process: subprocess.Popen[bytes] | None = None

    def forward(number: int, frame: FrameType | None) -> None:
        # Ctrl-C reaches the whole terminal group by itself; the others reach only us.
        if process and number != signal.SIGINT:
            process.send_signal(number)

    before = {
        number: signal.signal(number, forward)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        process = subprocess.Popen(tethered(command, signal.SIGTERM), env=env, cwd=ROOT)
        code = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def attended(command: list[str], env: dict[str, str]) -> int:
    """Runs a command apart from the terminal's Ctrl-C; ends it when we are asked to end."""
    process = subprocess.Popen(
        tethered(command, signal.SIGTERM), env=env, cwd=ROOT, start_new_session=True
    )
    try:
        return process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise


def end_leftovers(mark: str) -> int:
    """Ends what a killed command left behind, known by its mark; how many processes there were."""
    sought = f"{MARK}={mark}".encode()
    left = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            ours = sought in (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if ours and int(folder.name) != os.getpid():
            left.append(int(folder.name))
    for process in left:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return len(left)
