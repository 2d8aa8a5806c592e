from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.appointments.codes import FEED, code_of, recognised
from jalon.appointments.events import CalendarOpened
from jalon.appointments.models import CalendarFeed
from jalon.appointments.rules import OPEN_CALENDAR
from jalon.journal.record import record
from jalon.kernel.ids import uuid7


@transaction.atomic
def open_calendar(*, by: Actor | PersonActor, at: datetime) -> CalendarFeed:
    """Give one's own calendar a secret address; the one before is over. Raises Denied."""
    OPEN_CALENDAR.require(by, None)
    whose = {"affiliation_id": by.affiliation_id}
    if isinstance(by, PersonActor):
        whose = {"person_id": by.person_id}
    CalendarFeed.objects.filter(**whose, ended_at=None).update(ended_at=at)
    public_id = uuid7()
    feed = CalendarFeed.objects.create(
        public_id=public_id,
        fingerprint=recognised(FEED, code_of(FEED, public_id)),
        made_at=at,
        **whose,
    )
    record(CalendarOpened(feed_id=feed.pk), by=by, at=at)
    return feed
