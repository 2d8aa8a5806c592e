"""Write a fact beside the change it tells, and tell the screens when both are safe."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import datetime
from functools import partial
from typing import Any, ClassVar, Protocol, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.models import Entry

NOTIFY_CHANNEL = "jalon_facts"

# `jalon_next_position` (config.policy) locks the stream, so that positions are gap-free and in
# commit order: whoever asks for "everything after 12" never misses a 13 that commits late. It also
# counts the facts that the writer may not read. Locked in the order of their names, two batches
# never wait for each other. The position comes back, the row does not: whoever has just ended
# their own right could not read it.
WRITE = """
WITH written AS MATERIALIZED (
    SELECT fact.*, jalon_next_position(stream) AS position,
           nextval(pg_get_serial_sequence('journal_entry', 'id')) AS id
    FROM (SELECT * FROM jsonb_to_recordset(%s::jsonb) AS fact (
            stream text, kind text, payload jsonb, user_id bigint, affiliation_id bigint,
            organisation_id bigint, audience_id bigint, need text, at timestamptz
          ) ORDER BY stream) AS fact
), kept AS (
    INSERT INTO journal_entry (id, stream, position, kind, payload, user_id, affiliation_id,
                               organisation_id, audience_id, need, at)
    SELECT id, stream, position, kind, payload, user_id, affiliation_id, organisation_id,
           audience_id, need, at
    FROM written
)
SELECT stream, id, position FROM written
"""
NOTIFY = "SELECT pg_notify(%s, message) FROM unnest(%s::text[]) AS message"


class Fact(Protocol):
    """The shape of every fact: a frozen dataclass of ids and codes, named in the past tense.

    `kind` is stored for ever: never rename one. `changes_rights` asks the streams to check their
    readers again. `blocks` are the parts of a screen it changes. `audience`, when not None, is
    the id of the one organisation that may know of it.
    """

    kind: ClassVar[str]
    changes_rights: ClassVar[bool]

    @property
    def stream(self) -> str: ...

    @property
    def blocks(self) -> tuple[str, ...]: ...

    @property
    def audience(self) -> int | None: ...


Listener = Callable[[Entry], None]
listeners: list[Listener] = []  # filled once, by config/subscriptions.py
# Written in the same transaction as the facts it reads, and true or undone with them.
Projection = Callable[[Sequence[Entry]], None]
projections: list[Projection] = []  # filled once, by config/subscriptions.py


def record(fact: Fact, *, by: Actor | PersonActor | None, at: datetime) -> Entry:
    """Write one fact in the running transaction; NOTIFY leaves with its commit.

    `by` is None only for facts of the platform itself (a deadline that passes).
    """
    [entry] = write_entries([fact], by=by, at=at)
    return entry


def write_entries(
    facts: Sequence[Fact], *, by: Actor | PersonActor | None, at: datetime
) -> list[Entry]:
    """Write facts, each on a stream of its own, and tell the screens: two statements in all."""
    if not connection.in_atomic_block:
        raise RuntimeError("record() outside a transaction: the fact could outlive its change")
    entries = [_entry(fact, by, at) for fact in facts]
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [json.dumps([_row(entry) for entry in entries])])
        kept = {stream: numbers for stream, *numbers in cursor.fetchall()}
        for entry in entries:
            entry.pk, entry.position = kept[entry.stream]
        messages = [
            notification(fact, entry.position, by)
            for fact, entry in zip(facts, entries, strict=True)
        ]
        cursor.execute(NOTIFY, [NOTIFY_CHANNEL, messages])
    for projection in projections:
        projection(entries)
    for entry in entries:
        for listener in listeners:
            transaction.on_commit(partial(listener, entry))
    return entries


def _entry(fact: Fact, by: Actor | PersonActor | None, at: datetime) -> Entry:
    return Entry(
        stream=fact.stream,
        kind=fact.kind,
        payload=payload_of(fact),
        user_id=by.user_id if by else None,
        affiliation_id=by.affiliation_id if by else None,
        organisation_id=by.organisation_id if by else None,
        audience_id=fact.audience,
        need=getattr(fact, "need", ""),
        at=at,
    )


def _row(entry: Entry) -> dict[str, Any]:
    names = ("stream", "kind", "payload", "user_id", "affiliation_id", "organisation_id")
    values = {name: getattr(entry, name) for name in names}
    return {
        **values,
        "audience_id": entry.audience_id,
        "need": entry.need,
        "at": entry.at.isoformat(),
    }


def payload_of(fact: Fact) -> dict[str, Any]:
    """The fields of a fact as JSON values (dates in ISO form)."""
    if not is_dataclass(fact):
        raise TypeError(f"{type(fact).__name__} is not a dataclass: a fact is a frozen dataclass")
    fields = asdict(cast(Any, fact))
    return cast(dict[str, Any], json.loads(json.dumps(fields, cls=DjangoJSONEncoder)))


def notification(fact: Fact, position: int, by: Actor | PersonActor | None = None) -> str:
    """What the streams receive: ids and codes, never a name or a text."""
    return json.dumps(
        {
            "s": fact.stream,
            "p": position,
            "k": fact.kind,
            "b": list(fact.blocks),
            "r": int(fact.changes_rights),
            "a": fact.audience,
            "w": by and by.affiliation_id,
            "n": getattr(fact, "need", ""),
            "o": by and by.organisation_id,
            "m": getattr(fact, "membership_id", None),
        },
        separators=(",", ":"),
    )
