from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.outcomes.events import SupportResumed
from jalon.outcomes.models import Suspension
from jalon.outcomes.rules import RESUME_SUPPORT


class CannotResume(Refused):
    """Nobody is back before they left, nor on a day to come."""


@transaction.atomic
def resume_support(
    *, suspension: Suspension, resumed_on: date, by: Actor, at: datetime
) -> Suspension:
    """The person is back: the clocks run again, later by the days that passed.

    Said twice, it changes nothing. Raises CannotResume, Denied.
    """
    RESUME_SUPPORT.require(by, suspension.dossier)
    suspension = Suspension.objects.select_for_update(of=("self",)).get(pk=suspension.pk)
    if suspension.resumed_on or suspension.withdrawn_at:
        return suspension
    if not suspension.from_on <= resumed_on <= by.today:
        raise CannotResume(_("La reprise se note entre le début de la suspension et aujourd’hui."))
    suspension.resumed_on, suspension.resumed_by_id = resumed_on, by.affiliation_id
    suspension.save(update_fields=["resumed_on", "resumed_by"])
    fact = SupportResumed(
        dossier_id=suspension.dossier_id, suspension_id=suspension.pk, resumed_on=resumed_on
    )
    record(fact, by=by, at=at)
    return suspension
