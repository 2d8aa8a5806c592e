"""Is the register of readings what was sealed? Everything computed again, nothing believed.

Walks seals and places in order, memory bounded, and names what is wrong, the first thing first.
What it can tell without any help: a reading altered, moved, missing or added, a seal altered or
missing in the middle. With the exported lines also: seals cut off at the end, or all made anew.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction

from jalon.journal.exporting import Exported
from jalon.journal.leaves import COLUMNS, WIDTH, leaf_of
from jalon.journal.merkle import Tree
from jalon.journal.models import Seal
from jalon.journal.sayings import WRONG
from jalon.journal.seal_keys import SealKey, key_named
from jalon.journal.sealing import chained
from jalon.parameters.catalogue import CATALOGUE

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MOST: Final = 20  # things said; after so many, one looks before one goes on
CHUNK: Final = 5_000
# A reading is dated when its page begins and sealed when it is safe: they may differ by the
# longest transaction, and by clocks that disagree.
MARGIN: Final = timedelta(hours=1)
LATE: Final = timedelta(minutes=10)  # a reading that waits longer for its seal is wrong

PLACES: Final = f"""
SELECT {COLUMNS}, leaf.position, leaf.reading_id, leaf.mark
FROM journal_leaf AS leaf LEFT JOIN journal_reading AS reading ON reading.id = leaf.reading_id
ORDER BY leaf.position"""  # noqa: S608 - made of constants alone
UNSEALED: Final = """
SELECT reading.id, reading.at, reading.xact::text::bigint,
       pg_snapshot_xmax(pg_current_snapshot())::text::bigint
FROM journal_reading AS reading
WHERE NOT EXISTS (SELECT FROM journal_leaf AS leaf WHERE leaf.reading_id = reading.id)
ORDER BY reading.id"""


class Enough(Exception):
    """So much is wrong that the rest would say no more."""


@dataclass
class Verdict:
    """What was found: how much was read again, and one sentence per thing that is wrong."""

    wrong: list[str] = field(default_factory=list)
    seals: int = 0
    readings: int = 0
    purged: int = 0
    waiting: int = 0  # readings not sealed yet, and not late
    last: Seal | None = None

    def says(self, what: str, **values: Any) -> None:
        self.wrong.append(str(WRONG[what]) % values)
        if len(self.wrong) >= MOST:
            raise Enough


def verify(
    *, at: datetime, exported: Iterable[Exported] = (), tell: Callable[[int], object] = bool
) -> Verdict:
    """Compute everything again. `tell(readings)` is called as the work goes."""
    verdict = Verdict()
    with transaction.atomic():
        _still()
        try:
            _Walk(verdict, at, iter(exported), tell).all()
        except Enough:
            verdict.wrong.append(str(WRONG["enough"]))
    return verdict


def _still() -> None:
    """Look at one instant of the database, when nothing was asked of it yet."""
    if len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


class _Walk:
    """One pass over the seals, with the places and the exported lines drawn along."""

    def __init__(
        self,
        verdict: Verdict,
        at: datetime,
        exported: Iterator[Exported],
        tell: Callable[[int], object],
    ) -> None:
        self.verdict, self.at, self.tell = verdict, at, tell
        self.exported = exported
        self.line: Exported | None = next(exported, None)
        self.places = _drawn(PLACES)
        self.place: tuple[Any, ...] | None = next(self.places, None)
        self.purges_are_over = False
        self.earliest = self.latest = 0  # between them a reading may be dated, in microseconds

    def all(self) -> None:
        last: Seal | None = None
        for seal in Seal.objects.order_by("number").iterator(CHUNK):
            self.seal(seal, last)
            last = seal
        self.verdict.last = last
        if self.place:
            position, reading_id = self.place[WIDTH : WIDTH + 2]
            self.verdict.says("seal_lost", reading=reading_id, place=position)
        self.cut_off(last.number if last else 0)
        self.unsealed(last)

    def seal(self, seal: Seal, last: Seal | None) -> None:
        key = self.seal_itself(seal, last)
        self.against_exported(seal)
        if seal.purged_at is not None:
            self.purged(seal, key)
            return
        self.purges_are_over = True
        self.earliest = microseconds(last.at - MARGIN) if last else 0
        self.latest = microseconds(seal.at + MARGIN)
        tree = Tree()
        wrong_before = len(self.verdict.wrong)
        for position in range(seal.first, seal.first + seal.leaves):
            self.reading(seal, position, key, tree)
        if len(self.verdict.wrong) == wrong_before and tree.root() != bytes(seal.root):
            self.verdict.says("other_root", seal=seal.number)
        self.verdict.seals += 1
        self.tell(self.verdict.readings)

    def seal_itself(self, seal: Seal, last: Seal | None) -> SealKey | None:
        says = self.verdict.says
        number, first = (last.number + 1, last.first + last.leaves) if last else (1, 1)
        if seal.number != number:
            says("seal_missing", seal=number, next=seal.number)
        elif seal.first != first:
            says("other_start", seal=seal.number, place=seal.first, expected=first)
        elif bytes(seal.previous) != chained(last):
            says("broken_chain", seal=seal.number, before=number - 1)
        key = key_named(seal.key)
        if key is None:
            says("other_key", seal=seal.number, key=bytes(seal.key).hex())
        elif not key.signed(seal.line, seal.signature):
            says("false_signature", seal=seal.number)
        return key

    def reading(self, seal: Seal, position: int, key: SealKey | None, tree: Tree) -> None:
        """The reading that should be at that place."""
        while self.place and self.place[WIDTH] < position:
            self.verdict.says("stray_place", place=self.place[WIDTH])
            self.draw()
        if self.place is None or self.place[WIDTH] > position:
            self.verdict.says("place_missing", place=position, seal=seal.number)
            return
        row, (_position, reading_id, mark) = self.place[:WIDTH], self.place[WIDTH:]
        self.draw()
        named = {"reading": reading_id, "place": position, "seal": seal.number}
        if row[0] is None:
            self.verdict.says("missing", **named)
            return
        leaf = leaf_of(row)
        tree.append(leaf)
        self.verdict.readings += 1
        if key and key.mark(position, reading_id, leaf) != bytes(mark):
            self.verdict.says("altered", **named)
        elif not self.earliest <= row[-1] <= self.latest:
            read_at = EPOCH + timedelta(microseconds=row[-1])
            self.verdict.says("impossible_date", date=f"{read_at:%d/%m/%Y %H:%M}", **named)

    def draw(self) -> None:
        self.place = next(self.places, None)

    def purged(self, seal: Seal, key: SealKey | None) -> None:
        """A batch destroyed at the end of its time: no earlier, in order, and signed."""
        self.verdict.purged += seal.leaves
        least = _months(CATALOGUE["readings.months"].bounds)
        made, purged_at = seal.at, seal.purged_at or seal.at
        if key and not key.signed(seal.purge_line, seal.purge_signature or b""):
            self.verdict.says("false_purge", seal=seal.number)
        elif purged_at - made < least or purged_at > self.at + MARGIN:
            self.verdict.says("early_purge", seal=seal.number)
        elif self.purges_are_over:
            self.verdict.says("purge_order", seal=seal.number)
        while self.place and self.place[WIDTH] < seal.first + seal.leaves:
            self.verdict.says("purged_place", place=self.place[WIDTH])
            self.draw()

    def against_exported(self, seal: Seal) -> None:
        while self.line and self.line.number < seal.number:
            self.line = next(self.exported, None)
        if self.line and self.line.number == seal.number:
            if not self.line.is_signed:
                self.verdict.says("not_signed_here", seal=seal.number)
            elif self.line.text != seal.line:
                self.verdict.says("made_again", seal=seal.number)
            self.line = next(self.exported, None)

    def cut_off(self, last: int) -> None:
        """Seals that were exported and are no longer there."""
        while self.line and self.line.number <= last:
            self.line = next(self.exported, None)
        if self.line and self.line.is_signed:
            self.verdict.says("cut_off", seal=self.line.number, place=self.line.first)

    def unsealed(self, last: Seal | None) -> None:
        """What waits for its seal; what waits for too long; what came after its time."""
        for reading_id, read_at, xact, following in _drawn(UNSEALED):
            is_restored = last is not None and last.floor > following
            if last and xact < last.floor and not is_restored:
                self.verdict.says("added", reading=reading_id)
            elif read_at < self.at - LATE:
                said = f"{read_at:%d/%m/%Y %H:%M}"
                self.verdict.says("never_sealed", reading=reading_id, date=said)
            else:
                self.verdict.waiting += 1


def microseconds(at: datetime) -> int:
    """An instant as leaves write it."""
    return (at - EPOCH) // timedelta(microseconds=1)


def _months(bounds: Any) -> timedelta:
    """The shortest time that readings are kept; 28 days a month, so as to accuse nobody wrongly."""
    return timedelta(days=28 * int(bounds.least))


def _drawn(statement: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement, by chunks, from a cursor that stays on the server."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows
