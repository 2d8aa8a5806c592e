"""A PostgreSQL of our own, that may be killed: the embedded one, on a folder of the test."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psycopg

from launcher import database
from launcher.privilege import hand_over

SETTINGS = ["-c", "listen_addresses=", "-c", "fsync=on", "-c", "restart_after_crash=off"]


class Cluster:
    """`start`, `kill` (SIGKILL of the server and all its children), `stop`."""

    def __init__(self, folder: Path) -> None:
        found = database.locate()
        self.programs, self.disguise = found.programs, found.disguise
        self.data, self.socket, self.log = folder / "data", folder / "s", folder / "log"
        self.socket.mkdir()
        self.data.mkdir()
        hand_over(folder, self.disguise.owner)
        self._run("initdb", "-D", str(self.data), "-U", "jalon", "-A", "trust", "-E", "UTF8",
                  "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        self.url = f"postgresql://jalon@/postgres?host={self.socket}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self.disguise.prefix, str(self.programs / program), *arguments]
        subprocess.run(command, check=True, capture_output=True)

    def start(self) -> None:
        """Start (again), and wait until it has replayed its journal and answers."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        command = [*self.disguise.prefix, str(self.programs / "postgres"), "-D", str(self.data)]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*command, *SETTINGS, "-k", str(self.socket)],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        for _ in range(200):
            with suppress(psycopg.OperationalError), psycopg.connect(self.url):
                return
            time.sleep(0.05)
        raise TimeoutError(f"the database did not come back: {self.log.read_text()[-500:]}")

    def copy(self, url: str) -> None:
        """A copy of a database of another server, and of the roles that its rights name."""
        self._pour("pg_dumpall", "--roles-only", "--no-role-passwords", url=url)
        self._pour("pg_dump", url=url)

    def _pour(self, program: str, *arguments: str, url: str) -> None:
        command = [str(self.programs / program), *arguments, "--dbname", url]
        told = subprocess.run(command, check=True, capture_output=True).stdout
        # Roles that stand already are told and passed over.
        subprocess.run(
            [str(self.programs / "psql"), "-q", "--dbname", self.url],
            input=told, check=True, capture_output=True,
        )  # fmt: skip

    def kill(self) -> None:
        """As a power cut would: nothing is told, nothing is finished."""
        children = children_of(self.process.pid)
        for pid in [self.process.pid, *children]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        for pid in children:
            while Path(f"/proc/{pid}").exists() and not _is_zombie(pid):
                time.sleep(0.01)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)


def children_of(pid: int) -> list[int]:
    """The direct children of a process."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
