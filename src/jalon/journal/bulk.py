"""Many facts of one kind at once: one statement for all, in the same order and with the same care.

As `record`: positions without gap, in the order of commits; NOTIFY leaves with the commit.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import connection, transaction

from jalon.accounts.actor import Actor
from jalon.journal.models import Entry
from jalon.journal.record import NOTIFY_CHANNEL, Fact, listeners, notification, payload_of

# Locked in the order of their names: two batches never wait for each other.
LOCK = """
SELECT pg_advisory_xact_lock(hashtextextended(stream, 0))
FROM (SELECT stream FROM unnest(%s::text[]) AS stream ORDER BY stream) AS streams
"""
POSITIONS = """
SELECT stream, coalesce((SELECT max(position) FROM journal_entry e WHERE e.stream = s.stream), 0)
FROM unnest(%s::text[]) AS s (stream)
"""
NOTIFY = "SELECT pg_notify(%s, message) FROM unnest(%s::text[]) AS message"


def record_many(facts: Sequence[Fact], *, by: Actor | None, at: datetime) -> list[Entry]:
    """Write facts, each on a stream of its own, in four statements whatever their number."""
    if not connection.in_atomic_block:
        raise RuntimeError("record_many() outside a transaction: the facts could outlive it")
    streams = [fact.stream for fact in facts]
    if len(set(streams)) != len(streams):
        raise ValueError("record_many() wants one fact per stream; record() writes several")
    if not facts:
        return []
    last = _last_positions(streams)
    entries = Entry.objects.bulk_create(
        Entry(
            stream=fact.stream,
            position=last[fact.stream] + 1,
            kind=fact.kind,
            payload=payload_of(fact),
            user_id=by.user_id if by else None,
            affiliation_id=by.affiliation_id if by else None,
            organisation_id=by.organisation_id if by else None,
            audience_id=fact.audience,
            at=at,
        )
        for fact in facts
    )
    messages = [
        notification(fact, entry.position, by) for fact, entry in zip(facts, entries, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(NOTIFY, [NOTIFY_CHANNEL, messages])
    for entry in entries:
        for listener in listeners:
            transaction.on_commit(partial(listener, entry))
    return entries


def _last_positions(streams: list[str]) -> dict[str, int]:
    # Two statements, because a single one would look at the table before the locks are granted.
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [streams])
        cursor.execute(POSITIONS, [streams])
        return dict(cursor.fetchall())
