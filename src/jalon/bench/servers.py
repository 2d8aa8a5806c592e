"""The pages served as in production, for the time of a measure."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def pages(
    *, workers: int, settings: str = "jalon.config.settings", database: str = ""
) -> Iterator[tuple[int, int]]:
    """Granian, one thread a worker, as the launcher starts it; gives (port, process id).

    `database`: under which login, when not the owner's.
    """
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(workers), "--blocking-threads", "1"]
    command += ["--backlog", "1024", "--no-ws", "--log-level", "warning"]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "JALON_LOG_LEVEL": "WARNING"}
    env |= {"DATABASE_URL": database} if database else {}
    server = subprocess.Popen([*command, "jalon.config.wsgi:application"], env=env)
    try:
        _wait(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(60)


def free_port() -> int:
    """A port of loopback that nobody holds."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def memory_mb(pid: int) -> float:
    """Memory of a process and its children that is theirs alone, in megabytes (Linux)."""
    return sum(_private_kb(one) for one in family(pid)) / 1024


def family(pid: int) -> list[int]:
    """A process and all those that it started (Linux)."""
    pids = [pid]
    for parent in pids:
        children = Path(f"/proc/{parent}/task/{parent}/children")
        pids += [int(word) for word in children.read_text().split()] if children.exists() else []
    return pids


def processor_ms(pids: Iterable[int]) -> float:
    """What these processes have taken of the processor so far; 0 for those of another machine."""
    ticks = 0
    for pid in pids:
        stat = Path(f"/proc/{pid}/stat")
        words = stat.read_text().rpartition(")")[2].split() if stat.exists() else []
        ticks += sum(
            int(word) for word in words[11:13]
        )  # in its own code, and for it in the kernel
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def _private_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


def _wait(port: int) -> None:
    for _ in range(1200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sante", timeout=30)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(f"no answer on port {port} after two minutes")
