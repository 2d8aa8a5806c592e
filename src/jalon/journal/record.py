"""Write a fact beside the change it tells, and tell the screens when both are safe."""

import json
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import datetime
from functools import partial
from typing import Any, ClassVar, Protocol, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from jalon.accounts.actor import Actor
from jalon.journal.models import Entry

NOTIFY_CHANNEL = "jalon_facts"


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


def record(fact: Fact, *, by: Actor | None, at: datetime) -> Entry:
    """Write one fact in the running transaction; NOTIFY leaves with its commit.

    `by` is None only for facts of the platform itself (a deadline that passes).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record() outside a transaction: the fact could outlive its change")
    entry = Entry.objects.create(
        stream=fact.stream,
        position=_next_position(fact.stream),
        kind=fact.kind,
        payload=payload_of(fact),
        user_id=by.user_id if by else None,
        affiliation_id=by.affiliation_id if by else None,
        organisation_id=by.organisation_id if by else None,
        audience_id=fact.audience,
        at=at,
    )
    _notify(fact, entry.position, by)
    for listener in listeners:
        transaction.on_commit(partial(listener, entry))
    return entry


def payload_of(fact: Fact) -> dict[str, Any]:
    """The fields of a fact as JSON values (dates in ISO form)."""
    if not is_dataclass(fact):
        raise TypeError(f"{type(fact).__name__} is not a dataclass: a fact is a frozen dataclass")
    fields = asdict(cast(Any, fact))
    return cast(dict[str, Any], json.loads(json.dumps(fields, cls=DjangoJSONEncoder)))


def notification(fact: Fact, position: int, by: Actor | None = None) -> str:
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
        },
        separators=(",", ":"),
    )


def _notify(fact: Fact, position: int, by: Actor | None) -> None:
    message = notification(fact, position, by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [NOTIFY_CHANNEL, message])


def _next_position(stream: str) -> int:
    # The lock makes positions gap-free and in commit order, so that a reader who asks for
    # "everything after 12" can never miss a 13 that commits late. Two statements, because a
    # single one would look at the table as it was before the lock was granted.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [stream])
        cursor.execute(
            "SELECT coalesce(max(position), 0) + 1 FROM journal_entry WHERE stream = %s", [stream]
        )
        [(position,)] = cursor.fetchall()
    return int(position)
