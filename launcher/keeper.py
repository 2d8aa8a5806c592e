"""Keeps the embedded PostgreSQL alive as long as one launcher uses it, and not a moment longer.

Used as a program: `keeper.py USERS PREFIX COMMAND…`. PREFIX is a JSON list: what lowers the rights
(the tether comes after it, for the kernel forgets a tether when the user changes). Every launcher
holds a shared lock on the file USERS; the keeper waits for the exclusive one, which the kernel
grants when the last user has left or was killed.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from launcher.tether import tethered

PATIENCE = 20


def main(arguments: list[str]) -> int:
    """Starts PostgreSQL, waits for its end or for the last user to leave; its exit code."""
    users, prefix, *command = arguments
    lock = os.open(users, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    server = subprocess.Popen(
        [*json.loads(prefix), *tethered(command, signal.SIGINT)],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    signal.signal(signal.SIGTERM, lambda *_: server.send_signal(signal.SIGINT))
    threading.Thread(target=stop_when_unused, args=(lock, server), daemon=True).start()
    return server.wait()


def stop_when_unused(lock: int, server: subprocess.Popen[bytes]) -> None:
    """A fast shutdown when nobody uses the server, an immediate one if it takes too long."""
    fcntl.flock(lock, fcntl.LOCK_EX)
    server.send_signal(signal.SIGINT)
    try:
        server.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
