from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.events import RepaymentSettled
from jalon.grants.models import Repayment
from jalon.grants.rules import WRITE_AGREEMENT
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.turns import in_turn


class NotPaidBackYet(Refused):
    """A repayment is entered once it was received."""


@transaction.atomic
def settle_repayment(
    *, repayment: Repayment, settled_on: date, by: Actor, at: datetime
) -> Repayment:
    """The carrier has paid back; settled already, it stays so. Raises NotPaidBackYet, Denied."""
    WRITE_AGREEMENT.require(by, repayment.agreement)
    project = in_turn(repayment.agreement.project, move=None)
    now = Repayment.objects.get(pk=repayment.pk)
    if now.settled_on is not None:
        return now
    if settled_on > by.today:
        raise NotPaidBackYet(_("Un reversement se saisit une fois reçu, jamais d’avance."))
    now.settled_on, now.settled_by_id = settled_on, by.affiliation_id
    now.save(update_fields=["settled_on", "settled_by"])
    fact = RepaymentSettled(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=now.agreement_id, repayment_id=now.pk, settled_on=settled_on,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now
