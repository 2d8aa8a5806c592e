"""Put a reading on record, in the same transaction as the page that shows it."""

from collections.abc import Sequence
from datetime import datetime

from jalon.accounts.actor import Actor
from jalon.journal.models import Channel, Reading
from jalon.kernel.guarded_writes import allowed_write


def record_reading(
    stream: str,
    *,
    blocks: Sequence[str],
    channel: Channel,
    position: int,
    by: Actor,
    at: datetime,
) -> Reading:
    """Write who looked at what, and up to which fact. The one write a page being read makes."""
    with allowed_write("reading"):
        return Reading.objects.create(
            stream=stream,
            affiliation_id=by.affiliation_id,
            organisation_id=by.organisation_id,
            channel=channel,
            blocks=list(blocks),
            position=position,
            at=at,
        )
