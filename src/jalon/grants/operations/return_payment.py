from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.events import PaymentReturned
from jalon.grants.models import Payment
from jalon.grants.rules import WRITE_AGREEMENT
from jalon.grants.states import payment_after
from jalon.grants.telling import tell_carrier
from jalon.grants.turns import payment_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class ReturnedWithoutReason(Refused):
    """The carrier is told what is missing."""


@transaction.atomic
def return_payment(*, payment: Payment, reason: str, by: Actor, at: datetime) -> Payment:
    """Something is missing: the carrier completes what it asked.

    Raises ReturnedWithoutReason, NotInThisState, Denied.
    """
    WRITE_AGREEMENT.require(by, payment.agreement)
    now = payment_in_turn(payment, "return")
    if not reason.strip():
        raise ReturnedWithoutReason(_("Dites au porteur ce qui manque."))
    now.state, now.return_reason = payment_after(now.state, "return"), reason.strip()
    now.save(update_fields=["state", "return_reason"])
    tell_carrier(now.agreement, _("Une demande de versement est à compléter."), at=at)
    project = now.agreement.project
    fact = PaymentReturned(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=now.agreement_id, payment_id=now.pk,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now
