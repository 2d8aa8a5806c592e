from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.appointments.events import CalendarClosed
from jalon.appointments.models import CalendarFeed
from jalon.appointments.rules import CLOSE_CALENDAR
from jalon.journal.record import record


@transaction.atomic
def close_calendar(*, feed: CalendarFeed, by: Actor | PersonActor, at: datetime) -> None:
    """The address answers no more. Twice changes nothing. Raises Denied."""
    CLOSE_CALENDAR.require(by, feed)
    closed = CalendarFeed.objects.filter(pk=feed.pk, ended_at=None).update(ended_at=at)
    if closed:
        record(CalendarClosed(feed_id=feed.pk), by=by, at=at)
