"""Who is looking at a dossier, and who is writing in it, on every stream process.

An open stream is a presence; its page only adds what it is doing. One human under one hat counts
once, whatever the number of tabs. Names come from the readers' check and go to readers alone.
"""

import asyncio
import json
import re
import secrets
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from jalon.dossiers.queries.page_rights import ANY_BLOCK, letters_of_part
from jalon.live import frames, readers
from jalon.live.database import DatabaseAway, Line
from jalon.live.reach import Reach
from jalon.live.subscription import Subscription

if TYPE_CHECKING:
    from jalon.live.hub import Hub

STATES = ("gone", "viewing", "typing")  # the last wins among the tabs of one person
BLOCK = re.compile(r"[a-z_]{1,30}")
TYPING = 15.0  # seconds after the last keystroke
PEER = 75.0  # seconds without news before another process's readers are forgotten
GREETING = 25.0  # seconds between two signs of life to the other processes
SHOWN = 20  # people named on one screen
ROUND = 0.25  # seconds between two broadcasts
PAYLOAD = 80  # presences told in one NOTIFY (under 8,000 bytes)
Doing = tuple[int, str, str]  # hat, state, block


@dataclass(slots=True)
class Seen:
    """One stream's presence, here or in another process."""

    dossier: int
    affiliation: int
    state: str = "viewing"
    block: str = ""
    until: float = 0.0  # when "typing" falls back to "viewing"
    process: str = ""  # empty: this one
    degree: str = "T"  # how widely the team must be readable to see this hat (reach.Reach)
    organisation: int | None = 0


class Presence:
    def __init__(self, hub: "Hub") -> None:
        self.hub = hub
        self.line = Line()
        self.process = secrets.token_hex(4)
        self.peers: dict[str, float] = {}  # other processes, and when they were last heard
        self.known: dict[int, tuple[str, str]] = {}  # affiliation → name, organisation
        self._seen: dict[str, Seen] = {}
        self._by_dossier: dict[int, set[str]] = defaultdict(set)
        self._typing: set[str] = set()
        self._dirty: set[int] = set()
        self._outbox: list[dict[str, Any]] = []
        self._changed: dict[str, list[Any]] = {}

    # Streams of this process

    def arrived(self, stream: Subscription, reader: readers.Allowed) -> None:
        if stream.dossier is None or stream.is_own:  # who reads her own dossier is not watched
            return
        self.known[stream.affiliation] = (reader.name, reader.organisation_name)
        seen = Seen(stream.dossier, stream.affiliation)
        seen.degree, seen.organisation = reader.reach.degree, reader.reach.organisation
        self._set(stream.id, seen)

    def is_seen_otherwise(self, stream: Subscription) -> None:
        """Its reader sees others, or is seen, otherwise than before."""
        seen = self._seen.get(stream.id)
        if seen is not None and stream.reach is not None:
            self._set(stream.id, replace(seen, degree=stream.reach.degree))

    def left(self, stream: Subscription) -> None:
        seen = self._seen.get(stream.id)
        if seen is not None:
            self._forget(stream.id)
            self._announce(stream.id, Seen(seen.dossier, seen.affiliation, "gone"))

    def says(self, stream_id: str, state: str, block: str) -> None:
        """A page tells what it is doing; `block` is where it writes. Raises ValueError."""
        if state not in STATES or (block and not BLOCK.fullmatch(block)):
            raise ValueError(f"state {state!r}, block {block!r}: expected one of {STATES}, a code")
        if stream_id in self.hub.streams:
            self._says(stream_id, state, block)
        elif self.peers:
            self._outbox.append({"t": stream_id, "s": state, "b": block})

    def _says(self, stream_id: str, state: str, block: str) -> None:
        seen = self._seen.get(stream_id)
        if seen is None:
            return
        until = asyncio.get_running_loop().time() + TYPING if state == "typing" else 0.0
        if (seen.state, seen.block) == (state, block):
            seen.until = until
        else:
            self._set(stream_id, replace(seen, state=state, block=block, until=until))

    # Both

    def _set(self, stream_id: str, seen: Seen) -> None:
        self._seen[stream_id] = seen
        self._by_dossier[seen.dossier].add(stream_id)
        self._dirty.add(seen.dossier)
        (self._typing.add if seen.state == "typing" else self._typing.discard)(stream_id)
        if not seen.process:
            self._announce(stream_id, seen)

    def _forget(self, stream_id: str) -> None:
        seen = self._seen.pop(stream_id, None)
        if seen is None:
            return
        self._typing.discard(stream_id)
        self._dirty.add(seen.dossier)
        self._by_dossier[seen.dossier].discard(stream_id)
        if not self._by_dossier[seen.dossier]:
            del self._by_dossier[seen.dossier]

    # Other processes

    def heard(self, message: dict[str, Any]) -> None:
        """What another process tells: its readers' changes, a page of ours met there, its end."""
        sender = str(message["p"])
        if sender == self.process:
            return
        if message.get("end"):
            self._forget_peer(sender)
            return
        if sender not in self.peers:
            self._changed.update(
                {key: _told(key, s) for key, s in self._seen.items() if not s.process}
            )
        self.peers[sender] = asyncio.get_running_loop().time()
        if "t" in message and message["t"] in self.hub.streams:
            self.says(message["t"], message["s"], message["b"])
        for key, dossier, affiliation, state, block, *seen_as in message.get("e", ()):
            if state == "gone":
                self._forget(key)
            else:
                self._set(key, Seen(dossier, affiliation, state, block, 0.0, sender, *seen_as))

    def _announce(self, stream_id: str, seen: Seen) -> None:
        if self.peers:
            self._changed[stream_id] = _told(stream_id, seen)

    def _forget_peer(self, process: str) -> None:
        self.peers.pop(process, None)
        for key in [key for key, seen in self._seen.items() if seen.process == process]:
            self._forget(key)

    def greet(self) -> None:
        """Say that this process is there; another one answers with its readers."""
        self._outbox.append({})

    async def leave(self) -> None:
        self._outbox = [{"end": 1}]
        self._changed = {}
        await self._send()

    async def _send(self) -> None:
        changed, self._changed = list(self._changed.values()), {}
        groups = [changed[n : n + PAYLOAD] for n in range(0, len(changed), PAYLOAD)]
        messages, self._outbox = [*self._outbox, *({"e": group} for group in groups)], []
        if messages:
            payloads = [json.dumps({"p": self.process, **message}) for message in messages]
            sql = "SELECT pg_notify('jalon_presence', told) FROM unnest(%s::text[]) told"
            with suppress(DatabaseAway):  # `greet` starts again when the database is back
                await self.line.rows(sql, [payloads])

    # Rounds

    async def forever(self) -> None:
        clock = asyncio.get_running_loop().time
        greeted = clock()
        while True:
            await asyncio.sleep(ROUND)
            now = clock()
            for key in [key for key in self._typing if self._seen[key].until < now]:
                if not self._seen[key].process:
                    self._says(key, "viewing", "")
            for peer in [peer for peer, heard in self.peers.items() if now - heard > PEER]:
                self._forget_peer(peer)
            if now - greeted > GREETING:
                greeted = now
                self.greet()
            await self._send()
            await self._broadcast()

    async def _broadcast(self) -> None:
        """Tell each dossier's screens whom they may see there, once per round, when it changed."""
        dirty, self._dirty = self._dirty, set()
        watched = [dossier for dossier in dirty if self.hub.by_dossier.get(dossier)]
        await self._learn_names(watched)
        for dossier in watched:
            present, made = self._present(dossier), {}
            screens = [one for one in self.hub.by_dossier.get(dossier, ()) if not one.is_own]
            for stream in screens:
                if stream.admitting or stream.closed or stream.reach is None:
                    self._dirty.add(dossier)  # told at the next round
                    continue
                visible = tuple(
                    _as_seen_by(stream.reach, seen)
                    for seen in present
                    if _is_visible(seen, stream.affiliation, stream.reach)
                )
                if visible not in made:
                    made[visible] = frames.event("presence", self._people(visible))
                alone = len(visible) < 2 and stream.shown is None  # nobody to tell, or told of
                if not alone and stream.shown != made[visible]:
                    stream.presence = stream.shown = made[visible]
                    stream.wake()

    async def _learn_names(self, dossiers: Iterable[int]) -> None:
        hats = {
            self._seen[key].affiliation for d in dossiers for key in self._by_dossier.get(d, ())
        }
        unknown = hats.difference(self.known)
        if unknown:
            with suppress(DatabaseAway):
                self.known.update(await readers.names(self.line, unknown))

    def _present(self, dossier: int) -> list[Seen]:
        """Each hat once, in the order of arrival, with what it does in its busiest tab."""
        people: dict[int, Seen] = {}
        for seen in (self._seen[key] for key in self._by_dossier.get(dossier, ())):
            other = people.get(seen.affiliation)
            if other is None or STATES.index(seen.state) > STATES.index(other.state):
                people[seen.affiliation] = seen
        return [seen for key, seen in sorted(people.items()) if seen.state != "gone"]

    def _people(self, visible: tuple[Doing, ...]) -> dict[str, Any]:
        return {"people": [self._person(*one) for one in visible[:SHOWN]], "count": len(visible)}

    def _person(self, affiliation: int, state: str, block: str) -> dict[str, str]:
        name, organisation = self.known.get(affiliation, ("", ""))
        return {
            "key": f"a{affiliation}",
            "name": name,
            "organisation": organisation,
            "state": state,
            "block": block,
        }


def _is_visible(seen: Seen, hat: int, reach: Reach) -> bool:
    """Oneself, one's own body, and those whose seats one sees."""
    return (
        seen.affiliation == hat
        or seen.organisation == reach.organisation
        or seen.degree in reach.letters
    )


def _as_seen_by(reach: Reach, seen: Seen) -> Doing:
    """Where somebody writes is told to those who read that block."""
    letters = letters_of_part(seen.block)
    if letters == ANY_BLOCK or not reach.letters.isdisjoint(letters):
        return seen.affiliation, seen.state, seen.block
    return seen.affiliation, "viewing", ""


def _told(stream_id: str, seen: Seen) -> list[Any]:
    said = [stream_id, seen.dossier, seen.affiliation, seen.state, seen.block]
    return [*said, seen.degree, seen.organisation]
