from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from jalon.accounts.actor import Actor
from jalon.accounts.models import AffiliationRole
from jalon.directory.events import ParameterDecided
from jalon.directory.rules import DECIDE_PARAMETER
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.parameters.models import ParameterValue
from jalon.parameters.queries import forget_at_commit, known
from jalon.parameters.reading import parse, require_allowed, written


class DecidedTooLate(Refused):
    """A rule cannot change for days that are over: what was done then followed the old one."""


@transaction.atomic
def decide_parameter(
    *, key: str, value: str, since: date, source: str, by: Actor, at: datetime
) -> ParameterValue:
    """Decide a figure of this deployment, from a day on, with the text it comes from.

    Raises NotAllowed (not a value, or out of the bounds of the law), DecidedTooLate, Denied, and
    KeyError for an unknown key.
    """
    DECIDE_PARAMETER.require(by, key)
    parameter = known(key)
    if since < by.today:
        raise DecidedTooLate(_("Une règle change à partir d’aujourd’hui, jamais dans le passé."))
    decided = parse(parameter, value)
    require_allowed(parameter, decided)

    row = ParameterValue.objects.create(
        key=key,
        value=written(decided),
        in_force_from=since,
        source=source,
        decided_by=_capacity(by),
        recorded_at=at,
    )
    forget_at_commit()

    record(ParameterDecided(key=key, value_id=row.pk, in_force_from=since), by=by, at=at)
    return row


def _capacity(by: Actor) -> str:
    """The body and the capacity: everyone reads it, so it names nobody."""
    with override("fr"):
        return f"{by.organisation_name}, {AffiliationRole(by.role).label}"[:200]
