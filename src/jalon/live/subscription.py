"""One open stream: what it may hear, what it has heard, and the little that waits for it."""

import asyncio
import secrets
from datetime import datetime
from typing import NamedTuple

from jalon.live import frames
from jalon.live.reach import Reach, Secret
from jalon.live.tokens import Claim

MAILBOX = 64  # events that may wait for a slow reader before they become one "resync"


# What the pages of the person show; a fact that changes nothing else is not for her screen.
HERS = frozenset("team plan path contract messages appointments orientation course".split())


class Told(NamedTuple):
    """One fact as it is told, and what one must reach to know of it.

    `own`: as the person is told of it; empty when none of her pages shows it.
    """

    position: int
    frame: bytes
    secret: Secret
    own: bytes = b""


def told(position: int, kind: str, blocks: list[str], by: int | None, secret: Secret) -> Told:
    """A fact of a dossier, for the screens of its team and for the person's own."""
    hers = [block for block in blocks if block in HERS]
    own = frames.own_fact(position, hers) if hers or not blocks else b""
    return Told(position, frames.fact(position, kind, blocks, by), secret, own)


class Subscription:
    """The state of one stream. All its methods are synchronous: one event loop, no lock."""

    __slots__ = (
        "admitting", "affiliation", "alarm", "answer", "beating", "closed", "dossier", "early",
        "expires", "heard", "id", "last", "mailbox", "overflowed", "paused", "presence", "project",
        "reach", "session", "shown", "user", "waiter",
    )  # fmt: skip

    def __init__(self, claim: Claim, *, after: int | None, expires: float) -> None:
        self.id = secrets.token_urlsafe(9)
        self.user = claim.user
        self.affiliation = claim.affiliation
        self.dossier, self.project = claim.dossier, claim.project
        self.session = claim.session
        self.reach: Reach | None = None  # what its reader reaches, known once admitted
        self.alarm: datetime | None = None  # when it will be looked at again
        self.last = after  # position of the last fact looked at; None: from now on
        self.heard = after  # the last its reader knows of: what is hidden moves no cursor of theirs
        self.expires = expires
        self.admitting = True
        self.early: list[Told] = []  # live facts met while the journal is replayed
        self.mailbox: list[bytes] = []
        self.presence: bytes | None = None  # only the latest matters
        self.shown: bytes | None = None  # who is there, as last told
        self.beating = self.overflowed = self.paused = self.closed = False
        self.waiter: asyncio.Future[None] | None = None
        self.answer: asyncio.Future[int] | None = None  # HTTP status, once known

    @property
    def is_own(self) -> bool:
        """Whether it is that of the person whose dossier it is."""
        return self.affiliation < 0

    def depends_on(self, changed: set[str]) -> bool:
        """Whether one of these streams of facts about rights says what its reader may do."""
        names = {"policy", f"affiliation/{self.affiliation}", f"user/{self.user}"}
        if self.reach is not None:
            names.add(f"organisation/{self.reach.organisation}")
        return not names.isdisjoint(changed)

    def push(self, frame: bytes) -> None:
        """Queue one event; a reader too slow for MAILBOX of them will be told to ask everything."""
        if self.closed or self.overflowed:
            return
        if len(self.mailbox) >= MAILBOX:
            self.mailbox.clear()
            self.overflowed = True
        else:
            self.mailbox.append(frame)
        self.wake()

    def tell(self, told: Told) -> None:
        """Queue a fact, unless its reader may not know of it, and remember how far we are."""
        self.last = told.position
        if self.reach is not None and told.secret.is_open_to(self.affiliation, self.reach):
            frame = told.own if self.is_own else told.frame
            if frame:
                self.heard = told.position
                self.push(frame)

    def answered(self, status: int) -> None:
        """Settle the HTTP status of a stream that was not answered yet."""
        if self.answer is not None and not self.answer.done():
            self.answer.set_result(status)

    def close(self, farewell: bytes = b"") -> None:
        """End the stream with one last event; what was waiting is never sent."""
        if self.closed:
            return
        self.mailbox = [farewell] if farewell else []
        self.presence, self.beating, self.overflowed = None, False, False
        self.early.clear()
        self.closed = True
        self.wake()

    def take(self) -> bytes:
        """All that waits, in order, and empty the mailbox."""
        waiting = self.mailbox
        if self.overflowed:
            waiting, self.overflowed = [frames.resync(self.heard)], False
        elif waiting:
            self.mailbox = []
        if self.presence is not None:
            waiting, self.presence = [*waiting, self.presence], None
        if self.beating:
            self.beating = False
            waiting = waiting or [frames.BEAT]
        return b"".join(waiting)

    def wake(self) -> None:
        if self.waiter is not None and not self.waiter.done():
            self.waiter.set_result(None)

    async def wait(self) -> None:
        """Until something waits, or the stream is closed."""
        if self.mailbox or self.presence or self.beating or self.overflowed or self.closed:
            return
        self.waiter = asyncio.get_running_loop().create_future()
        await self.waiter
