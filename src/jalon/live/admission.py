"""Streams that arrive or come back: may they listen, and what did they miss? Asked by hundreds."""

import asyncio
from typing import TYPE_CHECKING

from jalon.live import frames, readers, replay
from jalon.live.database import DatabaseAway, Line
from jalon.live.subscription import Subscription
from jalon.live.tokens import issue_ticket

if TYPE_CHECKING:
    from jalon.live.hub import Hub

TOGETHER = 500  # streams admitted in one statement
CROWD = 2  # arrivals waiting, from which more are awaited
GATHERING = 0.01  # seconds
ADMITTED, FORBIDDEN, AWAY = 200, 403, 503


class Admission:
    """The door. While one group is checked the next gathers: 10,000 returns cost 20 statements."""

    def __init__(self, hub: "Hub") -> None:
        self.hub = hub
        self.line = Line()
        self._queue: dict[str, Subscription] = {}
        self._awake = asyncio.Event()

    def ask(self, stream: Subscription) -> None:
        """Check this stream's reader, then tell it what the journal holds after `stream.last`."""
        stream.admitting = True
        self._queue[stream.id] = stream
        self._awake.set()

    async def forever(self) -> None:
        while True:
            await self._awake.wait()
            if len(self._queue) > CROWD:
                await asyncio.sleep(GATHERING)
            group = [self._queue.pop(key) for key in list(self._queue)[:TOGETHER]]
            if not self._queue:
                self._awake.clear()
            for stream in group:  # asked twice, it may have been admitted since: nothing live now
                stream.admitting = True
            try:
                await self._admit([stream for stream in group if not stream.closed])
            except DatabaseAway:
                await self._later(group)

    async def _later(self, group: list[Subscription]) -> None:
        # A new stream is told 503 and comes back; an old one stays, and is asked about again.
        for stream in group:
            if stream.answer is not None and not stream.answer.done():
                stream.answered(AWAY)
            elif not stream.closed:
                self.ask(stream)
        await asyncio.sleep(0.3)

    async def _admit(self, group: list[Subscription]) -> None:
        # The journal first, the right next: what is told was allowed after it was read.
        questions = [(s.dossier, s.last) for s in group if s.dossier is not None]
        missed = await replay.missed(self.line, questions) if questions else {}
        before = [stream.reach for stream in group]
        kept = await readers.allowed(self.line, group, at=self.hub.now()) if group else {}
        for stream, reach in zip(group, before, strict=True):
            reader = kept.get(stream)
            if stream.closed:
                continue
            if reader is None:
                self.hub.end(stream, "rights")
            elif stream.reach not in {reach, reader.reach}:
                self.ask(stream)  # a fact has told otherwise meanwhile, and may be later
            else:
                self.hub.look(stream, reader.reach)
                self._open(stream, reader, missed)

    def _open(
        self,
        stream: Subscription,
        reader: readers.Allowed,
        missed: dict[replay.Question, replay.Missed],
    ) -> None:
        is_new = stream.answer is not None and not stream.answer.done()
        if stream.dossier is None:
            stream.admitting = False
            if is_new:
                stream.push(hello(stream))
            stream.push(frames.resync(None))  # rows have no common position: ask them once
        else:
            self._catch_up(stream, missed[stream.dossier, stream.last], is_new=is_new)
        if stream.paused:
            stream.paused = False
            stream.push(frames.LIVE)
        if is_new:
            self.hub.presence.arrived(stream, reader)
            stream.answered(ADMITTED)

    def _catch_up(self, stream: Subscription, missed: replay.Missed, *, is_new: bool) -> None:
        """Replayed facts, then those heard meanwhile: each position once, in order."""
        after, stream.admitting = stream.last, False
        if after is None:
            stream.last = missed.head
        if is_new:
            stream.push(hello(stream))
        if after is not None and missed.covers(after):
            for told in missed.facts:
                stream.tell(told)
        elif after is not None:
            stream.last = missed.head
            stream.push(frames.resync(None))  # how far the journal goes is not for its reader
        early, stream.early = stream.early, []
        for told in early:  # should one reveal a gap, it waits in `early` again with the rest
            self.hub.offer(stream, told)


def hello(stream: Subscription) -> bytes:
    """The first event: who I am among those present, and what I sign my presence with."""
    me = None if stream.is_own else f"a{stream.affiliation}"
    data = {"me": me, "ticket": issue_ticket(stream.id)}
    position = stream.heard if stream.dossier is not None else None
    return frames.retry() + frames.event("hello", data, position)
