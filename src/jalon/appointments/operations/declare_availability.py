from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appointments.events import AvailabilityDeclared
from jalon.appointments.models import Availability, Desk
from jalon.appointments.rules import DECLARE_HOURS
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class HoursDoNotHold(Refused):
    """They end before they begin, hold no appointment, or are declared already."""


@transaction.atomic
def declare_availability(
    *,
    desk: Desk | None,
    weekday: int,
    opens: time,
    closes: time,
    minutes: int,
    mode: str,
    from_on: date,
    by: Actor,
    at: datetime,
    until_on: date | None = None,
    kind: str = "",
    place: str = "",
) -> Availability:
    """Say when one receives, each week; or when a desk does. The same again changes nothing.

    Raises HoursDoNotHold, Denied.
    """
    DECLARE_HOURS.require(by, desk)
    length = (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
    if length < minutes:
        raise HoursDoNotHold(_("Ces horaires ne contiennent pas un rendez-vous entier."))
    if until_on and until_on < from_on:
        raise HoursDoNotHold(_("La fin vient avant le début : corrigez l’une des dates."))
    whose = {"desk": desk} if desk else {"affiliation_id": by.affiliation_id}
    said = {
        **whose, "weekday": weekday, "opens": opens, "closes": closes, "minutes": minutes,
        "mode": mode, "kind": kind, "place": place.strip(), "from_on": from_on,
        "until_on": until_on,
    }  # fmt: skip
    already = Availability.objects.filter(**said).first()
    if already is not None:
        return already
    hours = Availability.objects.create(**said, declared_by_id=by.affiliation_id)
    body = desk.organisation_id if desk else by.organisation_id
    record(AvailabilityDeclared(organisation_id=body, availability_id=hours.pk), by=by, at=at)
    return hours
