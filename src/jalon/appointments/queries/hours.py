"""The hours declared by one professional, or for a desk; and one's calendar."""

from datetime import date
from typing import Any

from django.db.models import Q

from jalon.accounts.actor import Actor, PersonActor
from jalon.appointments.models import Availability, CalendarFeed, Closure


def week_of(*, on: date, **whose: Any) -> list[Availability]:
    """Hours that are not over, in the order of the week."""
    found = Availability.objects.filter(Q(until_on=None) | Q(until_on__gte=on), **whose)
    return list(found.order_by("weekday", "opens", "pk"))


def closures_of(*, on: date, **whose: Any) -> list[Closure]:
    """Days off that are not past."""
    return list(Closure.objects.filter(until_on__gte=on, **whose).order_by("from_on", "pk"))


def feed_of(actor: Actor | PersonActor) -> CalendarFeed | None:
    """One's own calendar, when it has an address."""
    if isinstance(actor, PersonActor):
        return CalendarFeed.objects.filter(person_id=actor.person_id, ended_at=None).first()
    found = CalendarFeed.objects.filter(affiliation_id=actor.affiliation_id, ended_at=None)
    return found.first()
