"""Give each reading a place, and seal them in batches; destroy batches whose time is over.

Transactions commit out of order, so places are given here, to what is visible, and never by the
writers: no lock is held while a page is served. Every row carries the transaction that wrote it
(`xact`); a seal notes the oldest one still running, and the next sealing looks from there on.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from jalon.journal.leaves import COLUMNS, WIDTH, leaf_of
from jalon.journal.merkle import Tree
from jalon.journal.models import Leaf, Reading, Seal
from jalon.journal.seal_keys import SealKey, key_named, seal_key

MOST: Final = 20_000  # readings in one seal
LOCK: Final = 7_236_500_001
BEGINNING: Final = bytes(32)  # stands before the first seal
Cursor = tuple[int, int]  # (transaction, id): where a run has got to

CANDIDATES: Final = f"""
SELECT {COLUMNS}, reading.xact::text::bigint FROM journal_reading AS reading
WHERE (reading.xact, reading.id) > (%(xact)s::text::xid8, %(id)s)
  AND NOT EXISTS (SELECT FROM journal_leaf AS leaf WHERE leaf.reading_id = reading.id)
ORDER BY reading.xact, reading.id LIMIT %(most)s"""  # noqa: S608 - made of constants alone
RUNNING: Final = """
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
       pg_snapshot_xmax(pg_current_snapshot())::text::bigint"""


class BrokenSeal(Exception):
    """What was sealed is not what is there: nothing is destroyed over it."""


def seal_readings(*, at: datetime, most: int = MOST) -> Iterator[Seal]:
    """Seal every reading that has no place yet, `most` at a time, each seal in its transaction."""
    cursor: Cursor | None = None
    while True:
        found, cursor = _seal_batch(at, most, cursor)
        if found is None:
            return
        yield found
        if found.leaves < most:
            return


@transaction.atomic
def _seal_batch(at: datetime, most: int, after: Cursor | None) -> tuple[Seal | None, Cursor | None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = Seal.objects.order_by("-number").first()
        # Asked before the rows: whatever runs by then and commits later is at or after it.
        cursor.execute(RUNNING)
        [(floor, following)] = cursor.fetchall()
        xact, reading_id = after or (_beginning(last, following), -(2**62))
        cursor.execute(CANDIDATES, {"xact": str(xact), "id": reading_id, "most": most})
        rows = cursor.fetchall()
    if not rows:
        return None, after
    reached = (rows[-1][WIDTH], rows[-1][0])
    if len(rows) == most:
        floor = min(floor, reached[0])
    return _sealed([row[:WIDTH] for row in rows], last, floor, at), reached


def _beginning(last: Seal | None, following: int) -> int:
    """From which transaction on to look; from the first when the counter itself went back.

    It does when a dump is restored on another server: places are then looked up one by one, once.
    """
    if last is None or last.floor > following:
        return 0
    return max(last.floor - 1, 0)


def _sealed(rows: Sequence[Sequence[Any]], last: Seal | None, floor: int, at: datetime) -> Seal:
    first = last.first + last.leaves if last else 1
    key, tree = seal_key(), Tree()
    copy = "COPY journal_leaf (position, reading_id, mark) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(copy) as lines:
        for position, row in enumerate(rows, start=first):
            leaf = leaf_of(row)
            tree.append(leaf)
            lines.write_row((position, row[0], key.mark(position, row[0], leaf)))
    return _signed(last, first, tree, floor, at, key)


def _signed(
    last: Seal | None, first: int, tree: Tree, floor: int, at: datetime, key: SealKey
) -> Seal:
    seal = Seal(
        number=last.number + 1 if last else 1,
        first=first,
        leaves=tree.size,
        root=tree.root(),
        previous=chained(last),
        at=at,
        key=key.id,
        floor=floor,
    )
    seal.signature = key.sign(seal.line)
    seal.save(force_insert=True)
    return seal


def chained(last: Seal | None) -> bytes:
    """What the seal that follows holds of this one."""
    return last.digest if last else BEGINNING


@transaction.atomic
def purge_batch(*, before: datetime, at: datetime) -> Seal | None:
    """Destroy the readings of the oldest seal made before that instant; the seal stays, and says.

    None when nothing is old enough. Raises BrokenSeal rather than destroy what was tampered with.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    seal = Seal.objects.filter(purged_at=None).order_by("number").first()
    if seal is None or seal.at >= before:
        return None
    key = key_named(seal.key)
    if key is None or not key.signed(seal.line, seal.signature) or not _holds(seal):
        raise BrokenSeal(f"seal {seal.number} does not hold what it sealed; verify the register")
    places = Leaf.objects.filter(position__gte=seal.first, position__lt=seal.first + seal.leaves)
    Reading.objects.filter(pk__in=places.values("reading_id")).delete()
    places.delete()
    seal.purged_at = at
    seal.purge_signature = key.sign(seal.purge_line)
    seal.save(update_fields=["purged_at", "purge_signature"])
    return seal


def _holds(seal: Seal) -> bool:
    tree = Tree()
    for leaf in leaves_of(seal):
        tree.append(leaf)
    return (tree.size, tree.root()) == (seal.leaves, bytes(seal.root))


def leaves_of(seal: Seal) -> list[bytes]:
    """The leaf hashes of a seal, from the readings as they are now, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM journal_leaf AS leaf "  # noqa: S608 - constants alone
            "JOIN journal_reading AS reading ON reading.id = leaf.reading_id "
            "WHERE leaf.position >= %s AND leaf.position < %s ORDER BY leaf.position",
            [seal.first, seal.first + seal.leaves],
        )
        return [leaf_of(row) for row in cursor.fetchall()]
