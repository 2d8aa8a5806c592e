from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.events import PaymentReturned
from jalon.grants.models import Payment
from jalon.grants.rules import WRITE_AGREEMENT
from jalon.grants.states import AgreementState, payment_after
from jalon.grants.telling import tell_carrier
from jalon.grants.turns import payment_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class ReturnedWithoutReason(Refused):
    """The carrier is told what is missing."""


@transaction.atomic
def return_payment(*, payment: Payment, reason: str, by: Actor, at: datetime) -> Payment:
    """Something is missing: the carrier completes what it asked.

    Once the agreement is over nothing is asked again: what is returned then is cancelled.
    Raises ReturnedWithoutReason, NotInThisState, Denied.
    """
    WRITE_AGREEMENT.require(by, payment.agreement)
    now = payment_in_turn(payment, "return")
    is_living = now.agreement.state == AgreementState.IN_FORCE
    if not reason.strip():
        raise ReturnedWithoutReason(_("Dites au porteur ce qui manque."))
    now.state = payment_after(now.state, "return" if is_living else "cancel")
    now.return_reason = reason.strip()
    now.save(update_fields=["state", "return_reason"])
    said = _("Une demande de versement est à compléter.")
    if not is_living:
        said = _("Une demande de versement est refusée : la convention est finie.")
    tell_carrier(now.agreement, said, at=at)
    project = now.agreement.project
    fact = PaymentReturned(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=now.agreement_id, payment_id=now.pk,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now
