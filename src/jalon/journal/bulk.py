"""Many facts of one kind at once: one statement for all, in the same order and with the same care.

As `record`: positions without gap, in the order of commits; NOTIFY leaves with the commit.
"""

from collections.abc import Sequence
from datetime import datetime

from jalon.accounts.actor import Actor
from jalon.journal.models import Entry
from jalon.journal.record import Fact, write_entries


def record_many(facts: Sequence[Fact], *, by: Actor | None, at: datetime) -> list[Entry]:
    """Write facts, each on a stream of its own, in two statements whatever their number."""
    streams = [fact.stream for fact in facts]
    if len(set(streams)) != len(streams):
        raise ValueError("record_many() wants one fact per stream; record() writes several")
    if not facts:
        return []
    return write_entries(facts, by=by, at=at)
