"""Thousands of open screens, cheap enough to leave the machine to what is measured.

A process of its own, on raw sockets: `python -m jalon.bench.live.screens PLAN`. The plan lists the
streams to open; commands come line by line on stdin, each is answered by one line of JSON.
"""

import asyncio
import json
import pickle
import re
import resource
import sys
import time
from pathlib import Path
from typing import Any, cast

import uvloop

FACT = re.compile(rb"id: (\d+)\nevent: fact\n")
ROW = re.compile(rb'"dossier":"([0-9a-f-]+)".*?"position":(\d+)')
TOGETHER = 400  # connections being opened at once


class Screen(asyncio.Protocol):
    """One stream. Times are those of the machine's monotonic clock, shared by all processes."""

    __slots__ = (
        "ended_at", "last", "load", "number", "opened_at", "path", "rest", "retry", "status",
        "transport",
    )  # fmt: skip

    def __init__(self, load: "Load", number: int, path: str) -> None:
        self.load, self.number, self.path = load, number, path
        self.last = b""
        self.rest = b""
        self.status = 0
        self.retry = 0.0  # seconds before it comes back, as the server asked
        self.opened_at = self.ended_at = 0.0
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.rest, self.status, self.opened_at = b"", 0, 0.0
        resume = b"last-event-id: %b\r\n" % self.last if self.last else b""
        self.transport.write(
            b"GET %b HTTP/1.1\r\nhost: live\r\n%b\r\n" % (self.path.encode(), resume)
        )

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        if not self.status:
            self.status = int(data[9:12])
            if self.status != 200 and self.transport is not None:
                self.transport.close()
        *events, self.rest = (self.rest + data).split(b"\n\n")
        for event in events:
            self.heard(event + b"\n", now)

    def heard(self, event: bytes, now: float) -> None:
        if b"event: fact" in event:
            found = FACT.search(event)
            if found:
                self.last = found[1]
                self.load.received.append((self.number, int(found[1]), "", now))
            elif row := ROW.search(event):
                self.load.received.append((self.number, int(row[2]), row[1].decode(), now))
        elif b"event: hello" in event:
            self.opened_at = now
            asked = event.partition(b"retry: ")[2].partition(b"\n")[0]
            self.retry = int(asked) / 1000 if asked else 0.0
            self.load.openings.append((self.number, now))
            self.last = event.partition(b"id: ")[2].partition(b"\n")[0] or self.last
        elif b"event: resync" in event:
            self.load.resyncs.append((self.number, now))
        elif b"event: ended" in event:
            self.ended_at = now
            self.load.ended.append((self.number, now))

    def connection_lost(self, error: Exception | None) -> None:
        self.transport = None
        now = time.monotonic()
        self.load.closings.append((self.number, now))
        if self.status == 403:  # its reader left while it was away
            self.ended_at = now
        if self.load.returning and not self.ended_at:
            asyncio.get_running_loop().call_later(self.retry, self.load.back, self)


class Load:
    def __init__(self, plan: dict[str, Any]) -> None:
        self.port = plan["port"]
        self.received: list[tuple[int, int, str, float]] = []  # screen, position, dossier, time
        self.openings: list[tuple[int, float]] = []
        self.closings: list[tuple[int, float]] = []
        self.resyncs: list[tuple[int, float]] = []
        self.ended: list[tuple[int, float]] = []
        self.returning = True
        self.waiting: list[Screen] = []
        self.screens = [Screen(self, n, path) for n, path in enumerate(plan["paths"])]

    def back(self, screen: Screen) -> None:
        self.waiting.append(screen)

    async def open(self, screens: list[Screen]) -> None:
        """Open all of them at once, as fast as the server answers, until each has its hello."""
        gate = asyncio.Semaphore(TOGETHER)

        async def one(screen: Screen) -> None:
            async with gate:
                while True:
                    try:
                        loop = asyncio.get_running_loop()
                        await loop.create_connection(lambda: screen, "127.0.0.1", self.port)
                        break
                    except OSError:
                        await asyncio.sleep(0.05)  # the server is being restarted

        await asyncio.gather(*(one(screen) for screen in screens))
        deadline = time.monotonic() + 60
        while any(not s.opened_at and not s.ended_at and s.transport for s in screens):
            if time.monotonic() > deadline:
                break
            await asyncio.sleep(0.01)

    async def come_back(self) -> None:
        """Screens that lost their connection return when they were asked to, as browsers do."""
        while True:
            await asyncio.sleep(0.01)
            waiting, self.waiting = self.waiting, []
            for start in range(0, len(waiting), TOGETHER):
                await self.open(waiting[start : start + TOGETHER])

    async def command(self, words: list[str]) -> dict[str, Any]:
        started = time.monotonic()
        if words[0] == "open":
            await self.open(self.screens)
        elif words[0] == "drop":  # cut these connections without a word; they come back
            for screen in self.screens[:: int(words[1])]:
                if screen.transport is not None:
                    screen.transport.abort()
        elif words[0] == "report":
            self.returning = False
            names = ("received", "openings", "closings", "resyncs", "ended")
            Path(words[1]).write_bytes(pickle.dumps({name: getattr(self, name) for name in names}))
        alive = [s for s in self.screens if s.transport is not None and s.opened_at]
        ended = sum(1 for screen in self.screens if screen.ended_at)
        return {"open": len(alive), "ended": ended, "seconds": time.monotonic() - started}


async def main(plan: str) -> None:
    load = Load(json.loads(Path(plan).read_text()))
    background = asyncio.create_task(load.come_back())
    loop = asyncio.get_running_loop()
    commands = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    while line := await commands.readline():
        print(json.dumps(await load.command(line.decode().split())), flush=True)
    background.cancel()


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    uvloop.run(main(sys.argv[1]))
