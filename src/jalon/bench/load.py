"""A load of HTTP requests cheap enough to leave the machine to what is measured.

Raw asyncio sockets, kept alive. Two ways of asking: at a given rate (arrivals at random, latency
counted from the moment the request was due, so that a slow server cannot hide its queue), or as
fast as the answers come.
"""

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle

from jalon.bench.report import quantile

Request = bytes


@dataclass
class Outcome:
    """What happened: latencies in milliseconds, answers by status, seconds it took."""

    latencies: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    seconds: float = 0.0

    def quantile(self, share: float) -> float:
        """The latency under which `share` of the answers came, in milliseconds."""
        return quantile(self.latencies, share)

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    @property
    def errors(self) -> int:
        """Answers that were not 200."""
        return sum(count for status, count in self.statuses.items() if status != 200)


def get(path: str, *, host: str, cookie: str) -> Request:
    """The bytes of one GET."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", f"Cookie: {cookie}", "Accept-Language: fr"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Connection:
    """One kept-alive connection; `ask` sends a request and reads the whole answer."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: Request) -> int:
        """The status of the answer; 0 when the connection broke."""
        try:
            if self.streams is None:
                self.streams = await asyncio.open_connection(self.host, self.port, limit=1 << 20)
            reader, writer = self.streams
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            lower = head.lower()
            start = lower.index(b"content-length:") + 15
            await reader.readexactly(int(lower[start : lower.index(b"\r", start)]))
            return int(head[9:12])
        except (OSError, asyncio.IncompleteReadError, ValueError):
            self.streams = None
            return 0


async def _timed(connection: Connection, request: Request, due: float, outcome: Outcome) -> None:
    status = await connection.ask(request)
    outcome.latencies.append((time.perf_counter() - due) * 1000)
    outcome.statuses[status] = outcome.statuses.get(status, 0) + 1


async def at_rate(
    requests: Iterator[Request], *, port: int, rate: float, seconds: float, connections: int = 64
) -> Outcome:
    """Requests that arrive at random (Poisson), `rate` a second, whatever the server does."""
    outcome, free = Outcome(), asyncio.Queue[Connection]()
    for _ in range(connections):
        free.put_nowait(Connection("127.0.0.1", port))
    started = due = time.perf_counter()
    running: set[asyncio.Task[None]] = set()

    async def one(request: Request, due: float) -> None:
        connection = await free.get()
        await _timed(connection, request, due, outcome)
        free.put_nowait(connection)

    while due < started + seconds:
        due += random.expovariate(rate)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        task = asyncio.create_task(one(next(requests), due))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    outcome.seconds = time.perf_counter() - started
    return outcome


async def as_fast(
    requests: Iterator[Request], *, port: int, seconds: float, connections: int = 4
) -> Outcome:
    """Each connection asks again as soon as it is answered: the most the server can do."""
    outcome = Outcome()
    started = time.perf_counter()

    async def one() -> None:
        connection = Connection("127.0.0.1", port)
        while (now := time.perf_counter()) < started + seconds:
            await _timed(connection, next(requests), now, outcome)

    await asyncio.gather(*(one() for _ in range(connections)))
    outcome.seconds = time.perf_counter() - started
    return outcome


def shuffled(requests: list[Request], seed: int = 1) -> Iterator[Request]:
    """The requests for ever, in an order that repeats from one run to the next."""
    ordered = requests[:]
    random.Random(seed).shuffle(ordered)
    return cycle(ordered)


def run(ask: Callable[..., object], requests: list[Request], **options: object) -> Outcome:
    """Run one of the two ways above to its end."""
    return asyncio.run(ask(shuffled(requests), **options))  # type: ignore[arg-type]
