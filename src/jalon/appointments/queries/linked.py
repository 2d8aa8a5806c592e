"""What the holder of a link reaches: one appointment, read under the rights of the link alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from jalon.accounts.acting import acting_as
from jalon.appointments.codes import LINK, recognised
from jalon.appointments.models import BookingLink
from jalon.appointments.queries.appointments import LOADED
from jalon.kernel.acting import NOBODY

JOINED = tuple(f"appointment__{path}" for path in LOADED)


@contextmanager
def holding(code: str, *, at: datetime) -> Iterator[BookingLink | None]:
    """Run what follows in the name of whoever holds this code; None when it opens nothing."""
    mark = recognised(LINK, code)
    with acting_as(replace(NOBODY, at=at.isoformat(), link=mark.hex())):
        alive = BookingLink.objects.filter(fingerprint=mark, ended_at=None, expires_at__gt=at)
        yield alive.select_related(*JOINED).first()
