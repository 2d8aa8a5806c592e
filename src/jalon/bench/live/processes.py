"""The processes of one run, what they use, and how they are told what to do."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO, Any, Self, cast

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Process:
    """A child that ends with its `with` block."""

    def __init__(self, module: str, *words: object, env: dict[str, str] | None = None) -> None:
        command = [sys.executable, "-m", module, *map(str, words)]
        self.child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, **(env or {})},
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop(signal.SIGTERM)

    def stop(self, number: int) -> None:
        if self.child.poll() is None:
            self.child.send_signal(number)
        try:
            self.child.wait(10)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()

    def line(self) -> str:
        """The next line it says."""
        told = cast(IO[str], self.child.stdout).readline()
        if not told:
            raise RuntimeError(f"{self.child.args!r} ended with {self.child.wait()}")
        return told

    def tell(self, words: str) -> None:
        stdin = cast(IO[str], self.child.stdin)
        stdin.write(words + "\n")
        stdin.flush()

    def ask(self, words: str) -> dict[str, Any]:
        self.tell(words)
        return json.loads(self.line())

    @property
    def memory_kb(self) -> float:
        """Resident memory."""
        pages = Path(f"/proc/{self.child.pid}/statm").read_text().split()[1]
        return int(pages) * PAGE / 1024

    @property
    def cpu_s(self) -> float:
        """Processor time used so far."""
        fields = Path(f"/proc/{self.child.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK


def streams(port: int) -> Process:
    """The stream process, once it listens to the database."""
    process = Process("jalon.live", "--port", port)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sante", timeout=5):
                return process
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise RuntimeError("the stream process did not start in 20 s")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        return int(bound.getsockname()[1])
