from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.events import AgreementClosed
from jalon.grants.models import Agreement
from jalon.grants.queries.remaining import remains
from jalon.grants.rules import WRITE_AGREEMENT
from jalon.grants.states import after
from jalon.grants.telling import tell_carrier
from jalon.grants.turns import agreed_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class SomethingRemains(Refused):
    """A payment, a report or an amendment is not finished."""


@transaction.atomic
def close_agreement(*, agreement: Agreement, by: Actor, at: datetime) -> Agreement:
    """All is paid, reported and settled: the agreement is over.

    Raises SomethingRemains, NotInThisState, Denied.
    """
    WRITE_AGREEMENT.require(by, agreement)
    now = agreed_in_turn(agreement, "close")
    left = remains(now)
    if left:
        raise SomethingRemains(" ".join([_("La convention ne peut pas être soldée."), *left]))
    now.state = after(now.state, "close")
    now.ended_at, now.ended_by_id = at, by.affiliation_id
    now.save(update_fields=["state", "ended_at", "ended_by"])
    tell_carrier(now, _("Une convention est soldée."), at=at)
    fact = AgreementClosed(
        project_id=now.project_id, caller_id=now.project.call.organisation_id, agreement_id=now.pk
    )
    record(fact, by=by, at=at)
    return now
