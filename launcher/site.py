"""The processes of a Jalon: pages (granian), live streams (jalon.live), keeper, post."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher import database, keys
from launcher.environment import PYTHON, RUNTIME
from launcher.paths import LOGS, PACKAGE, SEALS, STATIC
from launcher.processes import Child
from launcher.speech import Stop, explain, tail

START = 60
KEEPER = "keeper"
POST = "post"
# What libpq reads of the owner beside DATABASE_URL; the places (PGHOST, PGSSLROOTCERT) stay.
OWNERS_OWN = (
    *("DATABASE_URL", "JALON_PAGES_DATABASE_URL", "JALON_STREAMS_DATABASE_URL"),
    *("PGUSER", "PGPASSWORD", "PGPASSFILE", "PGSERVICE", "PGSERVICEFILE"),
    *("PGSSLCERT", "PGSSLKEY"),
    *("JALON_SEAL_KEY", "JALON_SEAL_OLD_KEYS"),  # the keeper alone seals
)


@contextmanager
def surroundings(**settings: str) -> Iterator[dict[str, str]]:
    """The variables that our Django needs, with a database that answers while it is held.

    `settings` are for the embedded PostgreSQL, if this command is the one that starts it.
    """
    given = database.external()
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    env.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings")
    if given:
        yield with_keys(env, given)
        return
    with database.running(**settings) as server:
        yield {**env, **keys.local(), "DATABASE_URL": server.url()}


def with_keys(env: dict[str, str], url: str) -> dict[str, str]:
    """For a server of the deployment: its secrets when given, else those of this clone."""
    missing = [name for name in keys.NAMES if not env.get(name)]
    if len(missing) == 1:
        raise Stop(f"DATABASE_URL and {env_names(env)} are set but {missing[0]} is not: set it.")
    return {**env, **(keys.local() if missing else {}), "DATABASE_URL": url}


def env_names(env: dict[str, str]) -> str:
    """Which of the two secrets is set."""
    return " and ".join(name for name in keys.NAMES if env.get(name))


def pages(
    env: dict[str, str], host: str, port: int, workers: int, log: Path | None = None
) -> Child:
    """The pages: one thread per worker, for that is the fastest here (docs/performance.md)."""
    command = [str(PYTHON), "-m", "granian", "--interface", "wsgi"]
    command += ["--host", host, "--port", str(port), "--workers", str(workers)]
    command += ["--blocking-threads", "1", "--backlog", "1024", "--no-ws"]
    command += ["--respawn-failed-workers", "--workers-kill-timeout", "5"]
    command += ["--log-level", "warning", "jalon.config.wsgi:application"]
    return Child("pages", command, env, log)


def live(env: dict[str, str], host: str, port: int, log: Path | None = None) -> Child:
    """The streams: one process."""
    command = [str(PYTHON), "-m", "jalon.live", "--host", host, "--port", str(port)]
    return Child("live streams", command, env, log)


def keeper(env: dict[str, str], log: Path | None = None) -> Child:
    """What nobody asks for in a page: it listens to no port, and works alone."""
    return Child(KEEPER, [str(PYTHON), "-m", "django", "keep"], env, log)


def post(env: dict[str, str], log: Path | None = None) -> Child:
    """What transactions asked to be done after them: it listens to no port either."""
    return Child(POST, [str(PYTHON), "-m", "django", "deliver"], env, log)


def logins(env: dict[str, str]) -> dict[str, str]:
    """The addresses under which pages and streams log in, each as a role that owns nothing.

    Stops when there is none, with what an administrator of the database must run.
    """
    command = [str(PYTHON), "-m", "django", "role_logins"]
    told = subprocess.run(command, env=env, capture_output=True, text=True)
    if told.returncode:
        raise Stop(told.stderr.strip().removeprefix("CommandError: "))
    found: dict[str, str] = json.loads(told.stdout.strip().splitlines()[-1])
    return found


def under(env: dict[str, str], address: str) -> dict[str, str]:
    """The surroundings of a process that logs in at this address, and knows no other."""
    kept = {name: value for name, value in env.items() if name not in OWNERS_OWN}
    return {**kept, "DATABASE_URL": address}


def with_seals(env: dict[str, str]) -> dict[str, str]:
    """Where the seals of the embedded database are exported, unless it is said elsewhere."""
    if database.external():
        return env
    return {**env, "JALON_SEAL_EXPORT": env.get("JALON_SEAL_EXPORT") or str(SEALS)}


def wait_until_it_answers(child: Child, host: str, port: int, path: str = "/sante") -> None:
    """Until the server answers this address without an error of its own."""
    deadline = time.monotonic() + START
    status, broken = 0, 0
    while time.monotonic() < deadline and child.alive() and broken < 3:
        status = ask(host, port, path)
        if 0 < status < 500:
            return
        broken += status == 500  # another 5xx may pass: the database is starting, say
        time.sleep(0.05 if status == 0 else 0.5)
    what = f"answers {status}" if status else "does not answer"
    log = child.log
    words = log.read_text(errors="replace") if log else ""
    told = f" It said:\n{tail(log)}" if log else ""
    raise Stop(explain(words) or f"The server of the {child.name} {what}.{told}")


def ask(host: str, port: int, path: str) -> int:
    """The status of one request; 0 when nobody listens."""
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", path, headers={"Accept-Language": "fr"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def collect_static(env: dict[str, str]) -> None:
    """Gathers scripts, styles and images in one folder, if they changed; the site uses it."""
    env |= {"JALON_STATIC_ROOT": str(STATIC), "JALON_STATIC_COLLECTED": "1"}
    stamp = STATIC / ".stamp"
    now = static_digest()
    if stamp.exists() and stamp.read_text() == now:
        return
    command = [str(PYTHON), "-m", "django", "collectstatic", "--noinput", "--clear", "-v", "0"]
    told = subprocess.run(command, env=env, capture_output=True, text=True)
    (LOGS / "static.log").write_text(told.stdout + told.stderr)
    if told.returncode:
        raise Stop(
            explain(told.stderr) or f"Static files were refused:\n{tail(LOGS / 'static.log')}"
        )
    STATIC.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now)


def static_digest() -> str:
    """What the static files depend on: the lock, the settings, and our own files."""
    seen = hashlib.sha256(RUNTIME.read_bytes())
    for folder in [PACKAGE / "config", *sorted(PACKAGE.glob("*/static"))]:
        for file in sorted(folder.rglob("*")):
            if file.suffix != ".pyc" and file.is_file():
                found = file.stat()
                seen.update(f"{file} {found.st_size} {found.st_mtime_ns}".encode())
    return seen.hexdigest()


def free_pair() -> int:
    """A port that is free, and whose next one is free too."""
    for port in range(8200, 9000, 2):
        if is_free(port) and is_free(port + 1):
            return port
    raise Stop("No two free ports between 8200 and 9000.")


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether nobody listens there."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
    return True


def refuse_taken(port: int) -> None:
    """Stops when the port of the pages, or the next one for the streams, is taken."""
    for wanted in (port, port + 1):
        if not is_free(wanted):
            raise Stop(
                f"Port {wanted} is already taken by another program. "
                f"Choose another: --port {free_pair()} (pages there, live streams on the next one)."
            )


def refuse_used(host: str, *ports: int) -> None:
    """Stops when a port cannot be listened on."""
    for port in ports:
        if not is_free(port, host):
            raise Stop(f"Port {port} of {host} is already taken, or not ours to take.")
