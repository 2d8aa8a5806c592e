"""Put a reading on record, in the same transaction as what it shows.

There is one way to read a dossier: a statement that decides access in a CTE named `subject` (with
a `stream`, the `blocks` that it shows, and the `purpose` of the reading), knows the last fact in a
CTE named `latest`, and carries RECORD_READING. Nothing can then be shown without being recorded,
nor recorded without having been allowed.

A list of names is recorded by `record_listing`, before its answer leaves: one row for the list.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any, Final

from django.db import connection

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.models import Channel, Purpose
from jalon.journal.purposes import purpose_of
from jalon.kernel.guarded_writes import allowed_write

# Parameters: those of `reader_values`, channel, at.
RECORD_READING: Final = """
    INSERT INTO journal_reading
        (stream, dossiers, user_id, affiliation_id, organisation_id, purpose, channel, blocks,
         position, at)
    SELECT subject.stream, '{}', %(user)s, %(affiliation)s, %(organisation)s, subject.purpose,
           %(channel)s, subject.blocks, latest.position, %(at)s
    FROM subject, latest"""

# Parameters: those of `reader_values`, dossiers, channel, blocks, at, and whether the purpose is
# the list's own. What an emergency opened is on record as such: `jalon_urgent_among`.
RECORD_LISTING: Final = """
    INSERT INTO journal_reading
        (stream, dossiers, user_id, affiliation_id, organisation_id, purpose, channel, blocks,
         position, at)
    SELECT '', array_agg(shown.id ORDER BY shown.id), %(user)s, %(affiliation)s, %(organisation)s,
           shown.purpose, %(channel)s, %(blocks)s::varchar[], 0, %(at)s
    FROM (
        SELECT id, CASE WHEN NOT %(is_own_purpose)s AND id IN (
            SELECT jalon_urgent_among(%(affiliation)s::bigint, %(at)s::timestamptz,
                                      %(dossiers)s::bigint[])
        ) THEN 'emergency' ELSE %(purpose)s::varchar END AS purpose
        FROM unnest(%(dossiers)s::bigint[]) AS id
    ) AS shown GROUP BY shown.purpose"""

IDENTITY: Final = ("identity",)

# Asked before the names of a list are shown; a refusal (Refused) means that they are not.
# Filled once, by config/subscriptions.py.
Watcher = Callable[[Actor | PersonActor, Collection[int], Channel, datetime], None]
watchers: list[Watcher] = []


def reader_values(actor: Actor | PersonActor, purpose: Purpose | None = None) -> dict[str, Any]:
    """Who reads, for whom and why, as both statements above want it."""
    return {
        "user": actor.user_id,
        "affiliation": actor.affiliation_id,
        "organisation": actor.organisation_id,
        "purpose": purpose or purpose_of(actor),
    }


def watch(
    by: Actor | PersonActor, dossier_ids: Collection[int], channel: Channel, at: datetime
) -> None:
    """Ask the rooms above whether these people may be shown to this reader. Raises Refused."""
    for watcher in watchers:
        watcher(by, dossier_ids, channel, at)


def record_listing(
    dossier_ids: Iterable[int],
    *,
    by: Actor | PersonActor,
    at: datetime,
    channel: Channel = Channel.LIST,
    purpose: Purpose | None = None,
    blocks: Iterable[str] = IDENTITY,
) -> None:
    """Record that the names of these dossiers were shown: one statement, or none at all.

    One row, and a second one for the dossiers that this reader holds open in an emergency.

    `blocks` are the parts of each dossier that its line says something of.
    """
    shown = sorted(set(dossier_ids))
    if not shown:
        return
    watch(by, shown, channel, at)
    values = {
        **reader_values(by, purpose),
        "dossiers": shown,
        "channel": channel,
        "blocks": list(blocks),
        "at": at,
        "is_own_purpose": purpose is not None,
    }
    with connection.cursor() as cursor, allowed_write("reading"):
        cursor.execute(RECORD_LISTING, values)
