"""Putting on record what lists of partners show: values of dossiers, or that someone is known."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from jalon.accounts.actor import Actor
from jalon.intake.queries.outcomes import Decision
from jalon.journal.models import Channel, Purpose
from jalon.journal.readings import reader_values, record_listing, watch
from jalon.kernel.guarded_writes import allowed_write

# The position is that of the reader's last visit: seeing one value is not seeing the news.
RECORD = """
INSERT INTO journal_reading
    (stream, dossiers, user_id, affiliation_id, organisation_id, purpose, channel, blocks,
     position, at)
SELECT shown.stream, '{}', %(user)s, %(affiliation)s, %(organisation)s, %(purpose)s, %(channel)s,
    ARRAY[shown.block]::varchar[],
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
    watch(by, {int(stream.partition("/")[2]) for stream, _block in shown}, Channel.LIST, at)
    parameters: dict[str, Any] = {
        **reader_values(by, Purpose.INTAKE),
        "channel": Channel.FRAGMENT,
        "at": at,
        "streams": [stream for stream, _block in shown],
        "blocks": [block for _stream, block in shown],
    }
    with connection.cursor() as cursor, allowed_write("reading"):
        cursor.execute(RECORD, parameters)


def record_recognised(decisions: Iterable[Decision], *, by: Actor, at: datetime) -> None:
    """Record whose dossiers a list was compared with: its sender learns that they are known."""
    record_listing(
        (decision.dossier_id for decision in decisions if decision.dossier_id),
        by=by,
        at=at,
        channel=Channel.IMPORT,
        purpose=Purpose.INTAKE,
    )
