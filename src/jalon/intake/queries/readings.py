"""Putting on record that a page of proposals showed something of several dossiers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from jalon.accounts.actor import Actor
from jalon.journal.models import Channel
from jalon.kernel.guarded_writes import allowed_write

# The position is that of the reader's last visit: seeing one value is not seeing the news.
RECORD = """
INSERT INTO journal_reading
    (stream, affiliation_id, organisation_id, channel, blocks, position, at)
SELECT shown.stream, %(affiliation)s, %(organisation)s, %(channel)s, ARRAY[shown.block]::varchar[],
    coalesce((SELECT r.position FROM journal_reading r
              WHERE r.affiliation_id = %(affiliation)s AND r.stream = shown.stream
              ORDER BY r.at DESC LIMIT 1), 0),
    %(at)s
FROM unnest(%(streams)s::text[], %(blocks)s::text[]) AS shown(stream, block)
"""


def record_parts_shown(parts: Iterable[tuple[str, str]], *, by: Actor, at: datetime) -> None:
    """Record each (stream, block) shown, in one statement whatever their number."""
    shown = sorted(set(parts))
    if not shown:
        return
    parameters: dict[str, Any] = {
        "affiliation": by.affiliation_id,
        "organisation": by.organisation_id,
        "channel": Channel.FRAGMENT,
        "at": at,
        "streams": [stream for stream, _block in shown],
        "blocks": [block for _stream, block in shown],
    }
    with connection.cursor() as cursor, allowed_write("reading"):
        cursor.execute(RECORD, parameters)
