"""The streams of this process: who listens to what, and what each of them is told."""

import asyncio
import logging
import signal
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from jalon.live import frames, readers
from jalon.live.admission import AWAY, FORBIDDEN, TOGETHER, Admission
from jalon.live.database import DatabaseAway, Line
from jalon.live.presence import Presence
from jalon.live.reach import Reach, Secret
from jalon.live.subscription import Subscription, Told, told
from jalon.live.tokens import OPENING

if TYPE_CHECKING:
    from jalon.live.listener import Fact

BEAT = 15.0  # seconds between two signs of life on a quiet stream
ALARM = 0.01  # seconds after the end of an exceptional access before its reader is looked at
log = logging.getLogger("jalon.live")


class Hub:
    """Fan-out in memory. One event loop: every method that does not await is atomic."""

    def __init__(self, now: Callable[[], datetime], sweep: float) -> None:
        self.now, self.sweep = now, sweep
        self.streams: dict[str, Subscription] = {}
        self.by_dossier: dict[int, set[Subscription]] = defaultdict(set)
        self.by_project: dict[int, set[Subscription]] = defaultdict(set)
        self.caseloads: dict[int, set[Subscription]] = defaultdict(set)  # by affiliation
        self.presence = Presence(self)
        self.admission = Admission(self)
        self.ended_sessions: dict[str, float] = {}  # reference → when it ended, for late tokens
        self.listening = self.stopping = False
        self.line = Line()
        self._recheck: list[Subscription] = []
        self._sweep_now = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    # Streams come and go

    def add(self, stream: Subscription) -> None:
        """Index first, admit next: a fact committed in between waits in `early`, none is missed."""
        self.streams[stream.id] = stream
        index, key = self._place(stream)
        index[key].add(stream)
        self.admission.ask(stream)

    def remove(self, stream: Subscription) -> None:
        if self.streams.pop(stream.id, None) is None:
            return
        index, key = self._place(stream)
        index[key].discard(stream)
        if not index[key]:
            del index[key]
        stream.close()
        self.presence.left(stream)

    def end(self, stream: Subscription, reason: str) -> None:
        """Tell one screen that it is over, and nothing after."""
        stream.answered(FORBIDDEN)
        stream.close(frames.ended(reason))
        self.remove(stream)

    def _place(self, stream: Subscription) -> tuple[dict[int, set[Subscription]], int]:
        if stream.dossier is not None:
            return self.by_dossier, stream.dossier
        if stream.project is not None:
            return self.by_project, stream.project
        return self.caseloads, stream.affiliation

    # What the listener hears

    def hats_before(self, dossier: int) -> set[int]:
        """The hats that have this dossier on screen (asked from the listener's thread)."""
        return {stream.affiliation for stream in list(self.by_dossier.get(dossier, ()))}

    def open_lists(self) -> list[int]:
        """The hats that have their list on screen (asked from the listener's thread)."""
        return list(self.caseloads)

    def concerns(self, fact: "Fact") -> bool:
        """Whether anybody here may have to be told (asked from the listener's thread)."""
        if fact.project is not None:
            return fact.project in self.by_project
        if fact.dossier is None:
            return fact.changes_rights or fact.fills_caseloads
        return fact.dossier in self.by_dossier or bool(self.caseloads)

    def session_ended(self, session: str) -> None:
        """Close the streams of a session, and refuse its tokens until they have all expired."""
        now = asyncio.get_running_loop().time()
        forgettable = now - OPENING.total_seconds() - 60
        self.ended_sessions = {s: at for s, at in self.ended_sessions.items() if at > forgettable}
        self.ended_sessions[session] = now
        for stream in [s for s in self.streams.values() if s.session == session]:
            self.end(stream, "session")

    def rings(self, affiliation: int) -> None:
        """Something was told to this hat: its screens ask how much, none learns of what."""
        for stream in self.streams.values():
            if stream.affiliation == affiliation and not stream.admitting:
                stream.push(frames.NEWS)

    def lost(self) -> None:
        """The database is away: screens say so, and keep what they show."""
        if self.listening:
            self.listening = False
            for stream in self.streams.values():
                stream.paused = True
                stream.push(frames.PAUSE)

    def regained(self) -> None:
        """Listening again: each screen is checked and told what it missed."""
        self.listening = True
        for stream in self.streams.values():
            self.admission.ask(stream)
        self.presence.greet()

    # What each stream is told

    def deliver(
        self, facts: list["Fact"], secrets: list[Secret], granted: dict[int, readers.Grant]
    ) -> None:
        """Tell each fact to those who may know of it, as decided after it was committed."""
        for fact, secret in zip(facts, secrets, strict=True):
            if fact.dossier is not None:
                self._tell(fact, secret, granted[fact.dossier])
        for fact in facts:
            if fact.fills_caseloads:
                self._tell_arrivals(fact.stream)
            for stream in self.by_project.get(fact.project or 0, ()):
                self.admission.ask(stream)  # its reader is looked at, then asks its page again
        changed = {fact.stream for fact in facts if fact.dossier is None and fact.changes_rights}
        if changed:
            self.recheck(s for s in self.streams.values() if s.depends_on(changed))

    def _tell(self, fact: "Fact", secret: Secret, grant: readers.Grant) -> None:
        said = told(fact.position, fact.kind, fact.blocks, fact.by, secret)
        for stream in list(self.by_dossier.get(fact.dossier or 0, ())):
            reach = grant.reach.get(stream.affiliation)
            if reach is not None:
                self.look(stream, reach)
            elif stream.affiliation in grant.asked:
                self.end(stream, "rights")
                continue
            self.offer(stream, said)  # opened since it was asked: its own answer is later
        if self.caseloads:
            self._tell_caseloads(fact, secret, grant)

    def look(self, stream: Subscription, reach: Reach) -> None:
        """What its reader reaches now; a screen that shows more, or less, asks itself again."""
        before, stream.reach = stream.reach, reach
        self._wake(stream, reach.ends)
        if before is None or before == reach or stream.dossier is None:
            return
        if before.letters != reach.letters:
            stream.push(frames.resync(stream.heard))
        self.presence.is_seen_otherwise(stream)

    def _wake(self, stream: Subscription, ends: datetime | None) -> None:
        """Look at its reader again as soon as an exceptional access lapses."""
        if ends is not None and ends != stream.alarm:
            stream.alarm = ends
            delay = max(0.0, (ends - self.now()).total_seconds()) + ALARM
            asyncio.get_running_loop().call_later(delay, self._lapsed, stream)

    def _lapsed(self, stream: Subscription) -> None:
        if stream.dossier is None:
            stream.push(frames.resync(None))
        self.recheck([stream])

    def _tell_caseloads(self, fact: "Fact", secret: Secret, grant: readers.Grant) -> None:
        row = frames.caseload_fact(grant.public_id, fact.position, fact.kind, fact.blocks)
        for hat, reach in grant.reach.items():
            for stream in self.caseloads.get(hat, ()):
                self._wake(stream, reach.ends)
            if secret.is_open_to(hat, reach):
                self._tell_caseload(hat, row)
        if fact.changes_rights:
            for hat in grant.asked.difference(grant.reach):
                self._tell_caseload(hat, frames.resync(None))

    def _tell_caseload(self, hat: int, frame: bytes) -> None:
        for stream in self.caseloads.get(hat, ()):
            if not stream.admitting:  # else it is about to ask all its rows
                stream.push(frame)

    def _tell_arrivals(self, organisation: str) -> None:
        for streams in self.caseloads.values():
            for stream in streams:
                mine = stream.reach and f"organisation/{stream.reach.organisation}"
                if mine == organisation:
                    stream.push(frames.ARRIVALS)

    def offer(self, stream: Subscription, told: Told) -> None:
        """Tell a fact once: an old one is known already, a gap is read from the journal."""
        if stream.admitting:
            stream.early.append(told)
        elif stream.last is None or told.position == stream.last + 1:
            stream.tell(told)
        elif told.position > stream.last:
            self.admission.ask(stream)

    # Rounds

    async def sweep_forever(self) -> None:
        """Check all readers now and then, for ends that come with the date or by hand in the
        database; and at once those whose hat, account or organisation changed."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self.sweep):
                    await self._sweep_now.wait()
            streams = [] if self._recheck else list(self.streams.values())
            with suppress(DatabaseAway):  # `regained` checks every reader again
                while streams or self._recheck:  # those who may have lost a right before the others
                    if self._recheck:
                        group, self._recheck = self._recheck[:TOGETHER], self._recheck[TOGETHER:]
                    else:
                        group, streams = streams[:TOGETHER], streams[TOGETHER:]
                    await self._check([stream for stream in group if not stream.closed])
            self._sweep_now.clear()

    async def _check(self, streams: list[Subscription]) -> None:
        before = [(stream, stream.reach) for stream in streams]
        kept = await readers.allowed(self.line, streams, at=self.now())
        for stream, reach in before:
            if stream not in kept:
                self.end(stream, "rights")
            elif stream.reach == reach and reach is not None:  # else decided again meanwhile
                self.look(stream, kept[stream].reach)

    def recheck(self, streams: Iterable[Subscription]) -> None:
        """Look at these readers at once."""
        self._recheck.extend(streams)
        self._sweep_now.set()

    async def beat_forever(self) -> None:
        """A sign of life to one fifteenth of the streams each second; close those grown old; look
        at all readers when a day begins, for rights end with days."""
        turn, clock, day = 0, asyncio.get_running_loop().time, timezone.localdate(self.now())
        while True:
            await asyncio.sleep(1.0)
            turn, now = turn + 1, clock()
            if timezone.localdate(self.now()) != day:
                day = timezone.localdate(self.now())
                self.recheck(self.streams.values())
            for stream in list(self.streams.values())[turn % int(BEAT) :: int(BEAT)]:
                if now > stream.expires:
                    stream.close(frames.RENEW)
                    self.remove(stream)
                elif not stream.admitting:
                    stream.beating = True
                    stream.wake()

    # Life

    def start(self) -> None:
        rounds = (
            self.admission.forever(),
            self.sweep_forever(),
            self.beat_forever(),
            self.presence.forever(),
        )
        self._tasks = {asyncio.ensure_future(each) for each in rounds}
        for task in self._tasks:
            task.add_done_callback(_never_ends)

    def stop(self) -> None:
        """Let every stream end now (SIGTERM): each screen comes back at a moment of its own."""
        self.stopping = True
        for stream in list(self.streams.values()):
            stream.answered(AWAY)
            stream.close(frames.retry() + b"\n")

    async def finish(self) -> None:
        await self.presence.leave()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for line in (self.line, self.admission.line, self.presence.line):
            await line.close()


def _never_ends(task: asyncio.Future[None]) -> None:
    # A process that no longer does one of its rounds must not look alive: whoever started it
    # starts another, and the screens come back to it.
    if not task.cancelled():
        log.critical("a round of the stream process ended", exc_info=task.exception())
        signal.raise_signal(signal.SIGTERM)
