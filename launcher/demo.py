"""`./jalon demo`: from a clone to a running site with lively data."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher import database, environment, journey, site
from launcher.paths import LAUNCHER, LOCAL, LOGS, shown
from launcher.processes import MARK, Child, Ended, attended, end_leftovers, end_on_signals, stop
from launcher.speech import Stop, done, duration, paint, say, step, tail

PORT = 8000
PEOPLE = 2000
CUT_SHORT = 4


def main(arguments: list[str]) -> int:
    """Starts everything, stays until asked to end, stops everything; the exit code."""
    options = read(arguments)
    end_on_signals()
    started = time.monotonic()
    try:
        environment.make_local()
        with single(options.port):
            if end_leftovers(mark()):
                say("  (what a killed demonstration had left running was ended)")
            port = site.free_pair() if options.check else options.port
            site.refuse_taken(port)
            environment.ensure()
            return run(options, port, started)
    except Ended:
        say("\nStopped." if sys.stdout.isatty() else "Stopped.")
        return 0


def read(arguments: list[str]) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser("./jalon demo", description=__doc__)
    number = parser.add_argument
    number("--people", type=positive, default=PEOPLE, help=f"how many (default {PEOPLE})")
    number("--port", type=port_number, default=PORT, help=f"of the pages (default {PORT})")
    parser.add_argument("--reset", action="store_true", help="throw the data away, start anew")
    parser.add_argument("--check", action="store_true", help="walk the main journey, then stop")
    return parser.parse_args(arguments)


def positive(text: str) -> int:
    """A number of people."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of people")
    return int(text)


def port_number(text: str) -> int:
    """A port that has a next one."""
    if not text.isdigit() or not 1 <= int(text) <= 65534:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port (1 to 65534)")
    return int(text)


@contextmanager
def single(port: int) -> Iterator[None]:
    """One demonstration per clone; the kernel forgets the lock of one that was killed."""
    with (LOCAL / "demo.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Stop(
                f"A demonstration of this clone is already running ({lock.read().strip()}). "
                "Stop it with Ctrl-C where it runs, or clone Jalon once more."
            ) from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, port {port}")
        lock.flush()
        yield


def run(options: argparse.Namespace, port: int, started: float) -> int:
    """The database, the data, the two servers, then the journey or the wait."""
    if options.reset and not database.external():
        database.forget_unreadable()
    children: list[Child] = []
    with site.surroundings() as env:
        env |= demo_settings(port)
        prepare(options, env)
        site.collect_static(env)
        try:
            with step("pages and live streams"):
                start(children, env, port)
            people = logins(env)
            if options.check:
                return journey.walk(port, people)
            announce(port, people, time.monotonic() - started)
            return watch(children)
        finally:
            stop(children)


def mark() -> str:
    """What tells the processes of this clone's demonstration from all others."""
    return f"{LOCAL} demo"


def demo_settings(port: int) -> dict[str, str]:
    """What makes the site a demonstration."""
    address = f"http://127.0.0.1:{port}"
    return {
        MARK: mark(),
        "JALON_DEMONSTRATION": "1",
        "JALON_SECOND_FACTOR_REQUIRED": "0",
        "JALON_LIVE_URL": f"http://127.0.0.1:{port + 1}",
        "JALON_PAGE_ORIGINS": f"{address},http://localhost:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
    }


def prepare(options: argparse.Namespace, env: dict[str, str]) -> None:
    """The database at this version, filled once; a demonstration cut short is made again."""
    if options.reset:
        reset(env)
    command = [str(environment.PYTHON), str(LAUNCHER / "prepare.py"), str(options.people)]
    began = time.monotonic()
    code = attended(command, env)
    if code == CUT_SHORT:
        say("  The last demonstration was cut short while it was being made: making it again.")
        reset(env)
        code = attended(command, env)
    if code == 3:
        raise Stop("The demonstration was not started.")
    if code:
        raise Stop("The data could not be prepared: see above.", status=code)
    done("data", duration(time.monotonic() - began))


def reset(env: dict[str, str]) -> None:
    """An empty database: only the embedded one, never one that was given."""
    if database.external():
        raise Stop("--reset is for the embedded database; empty the one of DATABASE_URL yourself.")
    with database.running() as server:
        database.empty(server)


def start(children: list[Child], env: dict[str, str], port: int) -> None:
    """Both servers, until both answer."""
    host = "127.0.0.1"
    workers = os.cpu_count() or 1
    children.append(site.live(env, host, port + 1, LOGS / "live.log"))
    children.append(site.pages(env, host, port, workers, LOGS / "pages.log"))
    site.wait_until_it_answers(children[1], host, port)
    site.wait_until_it_answers(children[0], host, port + 1)


def logins(env: dict[str, str]) -> list[dict[str, str]]:
    """One account per role, as the demonstration tells them: a JSON list on its last line."""
    command = [str(environment.PYTHON), "-m", "django", "demo_logins", "--json"]
    told = subprocess.run(command, env=env, capture_output=True, text=True)
    if told.returncode:
        raise Stop(f"The accounts could not be listed:\n{told.stderr.strip()}")
    found: list[dict[str, str]] = json.loads(told.stdout.strip().splitlines()[-1])
    return found


def announce(port: int, people: list[dict[str, str]], seconds: float) -> None:
    """The address and the accounts."""
    address = paint(f"http://127.0.0.1:{port}/", "bold")
    say(f"\n  Jalon is ready in {duration(seconds)}: {address}\n")
    names = [name for name in ("role", "organisation", "email", "password") if name in people[0]]
    widths = {name: max(len(str(person[name])) for person in people) for name in names}
    for person in people:
        say("  " + "  ".join(str(person[name]).ljust(widths[name]) for name in names).rstrip())
    say(f"\n  Logs: {shown(LOGS)}/. Ctrl-C stops everything.")


def watch(children: list[Child]) -> int:
    """Until a child or the database dies; Ended comes through here as an exception."""
    pulse = None if database.external() else database.locate()
    while True:
        for child in children:
            if not child.alive():
                log: Path | None = child.log
                raise Stop(
                    f"The server of the {child.name} ended by itself; everything was stopped.\n"
                    + (tail(log) if log else "")
                )
        if pulse and not database.alive(pulse):
            raise Stop(
                "The database ended by itself; everything was stopped. What is written is safe: "
                f"start again.\n{tail(database.LOG, 5)}"
            )
        time.sleep(0.2)
