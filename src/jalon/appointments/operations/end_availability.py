from datetime import datetime, timedelta

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.appointments.events import AvailabilityEnded
from jalon.appointments.models import Availability
from jalon.appointments.rules import END_HOURS
from jalon.journal.record import record


@transaction.atomic
def end_availability(*, availability: Availability, by: Actor, at: datetime) -> None:
    """Receive no more at these hours. Appointments that are booked stay. Raises Denied."""
    END_HOURS.require(by, availability)
    fact = AvailabilityEnded(
        organisation_id=availability.declared_by.organisation_id, availability_id=availability.pk
    )
    if availability.from_on >= by.today:
        availability.delete()
    else:
        availability.until_on = by.today - timedelta(days=1)
        availability.save(update_fields=["until_on"])
    record(fact, by=by, at=at)
