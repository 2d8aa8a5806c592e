"""What the keeper does for the register of readings: seal within the minute, purge at the term."""

import logging
from calendar import monthrange
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from jalon.journal.exporting import append_new
from jalon.journal.models import Seal
from jalon.journal.sealing import purge_batch, seal_readings
from jalon.parameters.queries import integer

log = logging.getLogger("jalon.journal")
OFTEN = timedelta(seconds=5)  # the least that `seal.seconds` may be decided
MOST = 500  # batches destroyed at once; the next round goes on


def seal_due(at: datetime) -> None:
    """Seal what waits, so that nothing waits longer than `seal.seconds`; export it if asked."""
    last = Seal.objects.order_by("-number").values_list("at", flat=True).first()
    # Half the time allowed: the other half is for a late round, and for the work itself.
    pause = timedelta(seconds=integer("seal.seconds", on=at.date()) / 2)
    if last and at - last < pause - OFTEN:
        return
    for seal in seal_readings(at=at):
        log.info("seal %s: %s readings from place %s", seal.number, seal.leaves, seal.first)
    if settings.JALON_SEAL_EXPORT:
        append_new(Path(settings.JALON_SEAL_EXPORT))


def purge_due(at: datetime) -> None:
    """Destroy the readings older than `readings.months`, by whole batches."""
    before = months_before(at, integer("readings.months", on=at.date()))
    for _ in range(MOST):
        seal = purge_batch(before=before, at=at)
        if seal is None:
            return
        log.info("seal %s: its %s readings were destroyed, on time", seal.number, seal.leaves)


def months_before(at: datetime, months: int) -> datetime:
    """The same day so many months before; the last day of the month when it has fewer."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
