"""A calendar as other programs read it (RFC 5545): hours, and a link to the page. No name.

A calendar leaves the house: it is copied on telephones and on the servers of others. So it tells
neither who comes nor where nor why: « Rendez-vous », from when to when.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from jalon.appointments.models import Appointment, AppointmentState

EVERY = timedelta(hours=1)


def calendar(appointments: Iterable[Appointment], *, page: str) -> bytes:
    """The file. `page`: the address where the reader finds the rest, once signed in."""
    found = Calendar()
    found.add("prodid", f"-//{settings.JALON_PRODUCT_NAME}//FR")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", settings.JALON_PRODUCT_NAME)
    found.add("refresh-interval", EVERY, parameters={"value": "DURATION"})
    for one in appointments:
        if one.starts_at and one.ends_at:
            found.add_component(_event(one, one.starts_at, one.ends_at, page))
    return bytes(found.to_ical())


def _event(one: Appointment, starts_at: datetime, ends_at: datetime, page: str) -> Event:
    event = Event()
    event.add("uid", f"{one.public_id}@{settings.ALLOWED_HOSTS[0]}")
    event.add("dtstamp", one.booked_at or one.proposed_at)
    event.add("dtstart", starts_at)
    event.add("dtend", ends_at)
    event.add("sequence", one.moves)
    event.add("summary", _("Rendez-vous"))
    event.add("class", "PRIVATE")
    event.add("url", page)
    is_off = one.state == AppointmentState.CANCELLED
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    return event
