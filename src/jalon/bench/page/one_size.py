"""One size of `bench page`: a database with so many people, its server, its loads, its figures."""

import asyncio
import json
import os
import random
import sys
from collections.abc import Callable
from typing import Any

from jalon.bench.load import Outcome, Request, as_fast, at_rate, get, shuffled
from jalon.bench.scratch import scratch_database
from jalon.bench.servers import family, memory_mb, pages, processor_ms

RATE = 150  # requests a second, P2
READERS = 300
DOSSIERS_EACH = 40
SETTINGS = "jalon.bench.page.settings"
PAGE, PLAIN = "/dossiers/{}", "/bench/plain/{}"


def main(people: int, seconds: float, keep: bool) -> dict[str, dict[str, float]]:
    """Figures of the page and of its plain ORM version, by name."""
    os.environ["JALON_SECOND_FACTOR_REQUIRED"] = "0"
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    with scratch_database(f"page_{people}", keep=keep):
        from jalon.bench.page.readers import (  # noqa: PLC0415 - after setup
            backends,
            fill,
            readers,
            statements,
        )
        from jalon.config.policy.logins import LOGINS, address_of  # noqa: PLC0415

        fill(people)
        asked = readers(READERS, DOSSIERS_EACH)
        counts = {"page": statements(asked, PAGE), "plain": statements(asked, PLAIN)}
        workers, database = os.cpu_count() or 2, address_of(LOGINS[0])
        with pages(workers=workers, settings=SETTINGS, database=database) as (port, pid):
            found = {
                "page": _measure(_requests(asked, PAGE), port, seconds, RATE),
                # The plain version cannot follow 150 a second: it is asked what it can bear.
                "plain": _measure(_requests(asked, PLAIN), port, seconds / 2, None),
            }
            found["page"]["memory_mb"] = memory_mb(pid)
            found["page"] |= _processor(_requests(asked, PAGE), port, seconds / 2, pid, backends)
    for name, count in counts.items():
        found[name]["statements"] = count
    return found


def _requests(asked: list[tuple[str, list[str]]], path: str) -> list[Request]:
    return [
        get(path.format(public_id), host="127.0.0.1", cookie=f"sessionid={key}")
        for key, dossiers in asked
        for public_id in dossiers
    ]


def _measure(
    requests: list[Request], port: int, seconds: float, rate: float | None
) -> dict[str, float]:
    random.seed(1)
    order = shuffled(requests)
    asyncio.run(as_fast(order, port=port, seconds=min(3, seconds)))  # warm up
    most = asyncio.run(as_fast(order, port=port, seconds=seconds / 2))
    bearable = rate or most.rate / 2
    steady = asyncio.run(at_rate(order, port=port, rate=bearable, seconds=seconds))
    half = asyncio.run(at_rate(order, port=port, rate=most.rate / 2, seconds=seconds / 2))
    return {
        **_figures(steady),
        "asked_per_s": bearable,
        "most_per_s": most.rate,
        "half_p50_ms": half.quantile(0.5),
        "half_p95_ms": half.quantile(0.95),
        "half_p99_ms": half.quantile(0.99),
    }


def _processor(
    requests: list[Request], port: int, seconds: float, pid: int, backends: Callable[[], list[int]]
) -> dict[str, float]:
    """Processor time of one page: a busy machine makes it longer too, but far less than latency."""
    kinds = {"python": family(pid), "database": backends()}
    before = {kind: processor_ms(pids) for kind, pids in kinds.items()}
    done = asyncio.run(as_fast(shuffled(requests), port=port, seconds=seconds))
    return {
        f"{kind}_ms": (processor_ms(pids) - before[kind]) / len(done.latencies)
        for kind, pids in kinds.items()
    }


def _figures(outcome: Outcome) -> dict[str, float]:
    figures: dict[str, Any] = {
        "p50_ms": outcome.quantile(0.5),
        "p95_ms": outcome.quantile(0.95),
        "p99_ms": outcome.quantile(0.99),
        "errors": outcome.errors,
    }
    return figures


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), float(sys.argv[2]), "--keep" in sys.argv)))
