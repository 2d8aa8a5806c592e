"""The work of `./jalon bench audit`: pages in turn, a peak while the keeper seals, verifying."""

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from statistics import mean
from typing import Any

from django.db import connection
from django.test import Client
from django.utils import timezone

from jalon.bench.page.readers import fill, readers
from jalon.bench.report import Report, Target, quantile
from jalon.dossiers.queries import dossier_page
from jalon.journal.exporting import append_new
from jalon.journal.keeping import seal_due
from jalon.journal.models import Reading, Seal
from jalon.journal.readings import RECORD_READING
from jalon.journal.sealing import seal_readings
from jalon.journal.verification import verify
from jalon.keeper.loop import Keeper
from jalon.keeper.tasks import Task

Say = Callable[[str], None]
PEAK = 250  # readings a second: the national peak, one per page
AT_ONCE = 25
WRITE = """
INSERT INTO journal_reading (stream, dossiers, user_id, affiliation_id, organisation_id, purpose,
    channel, blocks, position, at)
SELECT 'dossier/' || number, '{}', 1, 1, 1, 'support', 'page',
    '{header,identity,contact,household,rights,education,work,barriers,team,timeline}', 12, now()
FROM generate_series(1, %s) AS number"""


def run(options: argparse.Namespace, say: Say) -> Report:
    """The three measures in one database."""
    say(f"{options.people:,} people")
    fill(options.people)
    say("the readings of the past are sealed")
    past = sum(seal.leaves for seal in seal_readings(at=timezone.now()))
    figures = {"past_readings_sealed": float(past)}
    say(f"{options.pages:,} pages with their reading, as many without")
    recorded, bare = _pages(options.pages)
    figures |= {f"page_{name}": value for name, value in _spread(recorded).items()}
    figures["page_cost_percent"] = 100 * (mean(_middle(recorded)) / mean(_middle(bare)) - 1)
    say(f"{PEAK} readings a second for {options.seconds:g} s, and the keeper")
    figures |= _lag(options.seconds)
    figures |= _verification(options.readings, say)
    targets = [
        Target("page_cost_percent", "at most", 15),
        Target("lag_s", "at most", 60),
        Target("wrong", "at most", 0),
    ]
    reference = {f"page_{name}": value for name, value in _spread(bare).items()}
    return Report("audit", figures, targets, reference, "page without reading")


def _pages(count: int) -> tuple[list[float], list[float]]:
    """Milliseconds of pages with their reading, and without, asked in turn."""
    asked = [(key, one) for key, dossiers in readers(60, 20) for one in dossiers]
    clients: dict[str, Client] = {}
    took: tuple[list[float], list[float]] = ([], [])
    before = Reading.objects.count()
    for number, (key, dossier) in enumerate(islice(cycle(asked), count + 100)):
        client = clients.setdefault(key, Client(SERVER_NAME="127.0.0.1"))
        client.cookies["sessionid"] = key
        # Which comes first changes too: the second finds the dossier in the cache of the server.
        for bare in (False, True) if number % 2 else (True, False):
            spent = _page(client, dossier, bare)
            if number >= 100:
                took[bare].append(spent)
    if Reading.objects.count() - before != count + 100:
        raise RuntimeError("not exactly one page in two left its reading: nothing was compared")
    return took


def _page(client: Client, dossier: str, bare: bool) -> float:
    with _without_reading() if bare else nullcontext():
        started = time.perf_counter()
        answer = client.get(f"/dossiers/{dossier}")
        spent = time.perf_counter() - started
    if answer.status_code != 200:
        raise RuntimeError(f"the page of a dossier answers {answer.status_code}")
    return spent * 1_000


@contextmanager
def _without_reading() -> Iterator[None]:
    module: Any = dossier_page
    statement = module.STATEMENT
    nothing = "SELECT 1 FROM subject, latest"
    if RECORD_READING not in statement:
        raise RuntimeError("the page of a dossier no longer carries RECORD_READING")
    module.STATEMENT = statement.replace(RECORD_READING, nothing)
    try:
        yield
    finally:
        module.STATEMENT = statement


def _spread(took: list[float]) -> dict[str, float]:
    return {"p50_ms": quantile(took, 0.5), "p95_ms": quantile(took, 0.95)}


def _middle(took: list[float]) -> list[float]:
    """Without the slowest twentieth: what the rest of the machine does is not ours."""
    return sorted(took)[: len(took) * 19 // 20]


def _lag(seconds: float) -> dict[str, float]:
    """How old the oldest reading of a seal is when the seal is safe and exported."""
    list(seal_readings(at=timezone.now()))  # what the pages above have left
    lags: list[float] = []
    stop = threading.Event()
    writer = threading.Thread(target=_write, args=(stop,))
    with tempfile.TemporaryDirectory() as folder:
        keeper = Keeper(
            [Task("seal", timedelta(seconds=5), seal_due)],
            clock=timezone.now,
        )
        writer.start()
        until = time.monotonic() + seconds
        while time.monotonic() < until or not lags:
            last = Seal.objects.order_by("-number").values_list("number", flat=True).first() or 0
            pause = keeper.step()
            append_new(Path(folder) / "roots.txt")
            lags += _ages(last)
            time.sleep(min(pause, 1))
        stop.set()
        writer.join()
    return {"lag_s": max(lags), "seals": len(lags)}


def _ages(after: int) -> list[float]:
    """Of each new seal, the age of its oldest reading, in seconds."""
    ages = []
    for seal in Seal.objects.filter(number__gt=after):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT min(reading.at) FROM journal_leaf AS leaf JOIN journal_reading AS reading"
                " ON reading.id = leaf.reading_id WHERE leaf.position >= %s"
                " AND leaf.position < %s",
                [seal.first, seal.first + seal.leaves],
            )
            [(oldest,)] = cursor.fetchall()
        ages.append((timezone.now() - oldest).total_seconds())
    return ages


def _write(stop: threading.Event) -> None:
    due = time.monotonic()
    while not stop.is_set():
        with connection.cursor() as cursor:
            cursor.execute(WRITE, [AT_ONCE])
        due += AT_ONCE / PEAK
        stop.wait(max(0.0, due - time.monotonic()))
    connection.close()


def _verification(least: int, say: Say) -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [least])
        cursor.execute("VACUUM ANALYZE journal_reading")
    started = time.perf_counter()
    sealed = sum(seal.leaves for seal in seal_readings(at=timezone.now()))
    sealing = sealed / (time.perf_counter() - started)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE journal_leaf")
    say(f"everything is verified, by process {os.getpid()}")
    before = _memory_mb()
    started = time.perf_counter()
    verdict = verify(at=timezone.now())
    return {
        "seal_readings_per_s": sealing,
        "verify_readings_per_s": verdict.readings / (time.perf_counter() - started),
        "verified": verdict.readings,
        "verify_memory_mb": _memory_mb() - before,
        "wrong": len(verdict.wrong),
    }


def _memory_mb() -> float:
    text = Path("/proc/self/statm").read_text()
    return int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
