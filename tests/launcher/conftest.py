"""A clone of its own for the launcher: its `.local` is temporary, the environment is ours."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from launcher import environment

ROOT = Path(__file__).resolve().parents[2]
WITH_A_DATABASE = """
import os, sys, time
from launcher import database
with database.running() as server:
    print(server.process(), flush=True)
    {body}
"""
STAY = "time.sleep(60)"


@dataclass
class Clone:
    """What the launcher sees: a folder `.local`, and its surroundings."""

    local: Path

    @property
    def env(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "SECRET_KEY"}}
        mine = {"JALON_LOCAL": str(self.local), "JALON_VENV": sys.prefix, "PYTHONPATH": str(ROOT)}
        return {**kept, **mine}

    def jalon(self, *arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
        """Runs `./jalon …` to its end."""
        command = [sys.executable, str(ROOT / "jalon"), *arguments]
        return subprocess.run(
            command, env={**self.env, **env}, capture_output=True, text=True, timeout=60
        )

    def python(self, code: str) -> "subprocess.Popen[str]":
        """Runs a piece of Python that uses the launcher."""
        command = [sys.executable, "-c", code]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.env, stdout=pipe, stderr=pipe, text=True)

    def use_database(self, body: str = "pass") -> "subprocess.Popen[str]":
        """Starts a user of the embedded server, which prints the server's process id."""
        return self.python(WITH_A_DATABASE.format(body=body))


def server_of(user: "subprocess.Popen[str]") -> int:
    """The process id that a user of the server has printed."""
    assert user.stdout is not None
    line = user.stdout.readline()
    assert line, user.stderr and user.stderr.read()
    return int(line)


def runs(process: int) -> bool:
    """Whether a process exists and is not merely waiting to be buried."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


def eventually(condition: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether a condition becomes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """One clone for a module: its database is made once, at a path too long for a socket.

    An environment made for another clone would be thrown away, and made again for this one.
    """
    stamp = Path(sys.prefix) / environment.STAMP.name
    made_for = json.loads(stamp.read_text())["folder"] if stamp.exists() else str(ROOT)
    if made_for != str(ROOT):
        pytest.fail(f"the environment is that of {made_for}: run these tests with your own")
    place = tmp_path_factory.mktemp("clone") / ("a-long-name-" * 12)
    place.mkdir()
    yield Clone(place)
    assert eventually(lambda: not left(place)), left(place)


def left(place: Path) -> list[str]:
    """The processes that still name a folder in their command."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if str(place) in command:
            found.append(command)
    return found
