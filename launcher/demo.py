"""`./jalon demo`: from a clone to a running site with lively data."""

from __future__ import annotations

import argparse
import fcntl
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher import data, database, documents, environment, journey, serve, site
from launcher.paths import LOCAL, LOGS, shown
from launcher.processes import MARK, Child, Ended, end_leftovers, end_on_signals, stop
from launcher.speech import Stop, duration, paint, say, step, tail

PORT = 8000
PEOPLE = 2000


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
            documents.ready()
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
    """The database, the data, the servers and the keeper, then the journey or the wait."""
    if options.reset and not database.external():
        database.forget_unreadable()
    children: list[Child] = []
    with site.surroundings() as env:
        env = site.with_seals(env | demo_settings(port))
        data.ready(options.people, env, options.reset)
        site.collect_static(env)
        try:
            with step("pages, live streams, keeper"):
                start(children, env, port)
            people = data.logins(env, fresh=options.check)
            if options.check:
                return journey.walk(port, people)
            announce(port, people, time.monotonic() - started)
            return watch(children)
        finally:
            stop(children)
            end_leftovers(mark())  # what the pages had started in a session of its own


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


def start(children: list[Child], env: dict[str, str], port: int) -> None:
    """Both servers, until both answer, the keeper and the post."""
    host = "127.0.0.1"
    workers = os.cpu_count() or 1
    streams, pages = separated(env)
    children.append(site.live(streams, host, port + 1, LOGS / "live.log"))
    children.append(site.pages(pages, host, port, workers, LOGS / "pages.log"))
    site.wait_until_it_answers(children[1], host, port)
    site.wait_until_it_answers(children[0], host, port + 1)
    children.append(site.keeper(env, LOGS / "keeper.log"))
    children.append(site.post(env, LOGS / "post.log"))


def separated(env: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The surroundings of streams and of pages, who log in apart; a warning when they cannot."""
    try:
        logins = site.logins(env)
    except Stop as trouble:
        say("  !! Pages and streams log in as the owner of the tables: only a demonstration may.")
        say(f"     {trouble.sentence}")
        return env, env
    return site.under(env, logins["streams"]), site.under(env, logins["pages"])


def announce(port: int, people: list[dict[str, str]], seconds: float) -> None:
    """The address and the accounts."""
    address = paint(f"http://127.0.0.1:{port}/", "bold")
    say(f"\n  Jalon is ready in {duration(seconds)}: {address}\n")
    names = [name for name in ("role", "organisation", "email", "password") if name in people[0]]
    widths = {name: max(len(str(person[name])) for person in people) for name in names}
    for person in people:
        say("  " + "  ".join(str(person[name]).ljust(widths[name]) for name in names).rstrip())
    say(f"\n  No e-mail leaves: each is written at the end of {shown(LOGS / 'post.log')}.")
    say(f"  Logs: {shown(LOGS)}/. Ctrl-C stops everything.")


def watch(children: list[Child]) -> int:
    """Until a server or the database dies; Ended comes through here as an exception.

    The keeper and the post are started again: nobody who looks at a page waits for them.
    """
    pulse = None if database.external() else database.locate()
    lives = {name: serve.Life() for name in (site.KEEPER, site.POST)}
    while True:
        for child in children:
            if child.name in lives:
                serve.revive(child, lives[child.name])
            elif not child.alive():
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
