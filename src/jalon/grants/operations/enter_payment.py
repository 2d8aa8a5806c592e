from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.events import PaymentMade
from jalon.grants.models import Payment
from jalon.grants.rules import WRITE_AGREEMENT
from jalon.grants.states import payment_after
from jalon.grants.telling import tell_carrier
from jalon.grants.turns import payment_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class NotAPayment(Refused):
    """It has its reference, and a day between the certificate and today."""


@transaction.atomic
def enter_payment(
    *, payment: Payment, reference: str, paid_on: date, by: Actor, at: datetime
) -> Payment:
    """Enter the reference of the payment and its day, as the accounts of the State give them.

    Raises NotAPayment, NotInThisState, Denied.
    """
    WRITE_AGREEMENT.require(by, payment.agreement)
    now = payment_in_turn(payment, "pay")
    if not reference.strip():
        raise NotAPayment(_("Donnez la référence du paiement."))
    if paid_on > by.today:
        raise NotAPayment(_("Un versement se saisit une fois fait, jamais d’avance."))
    here = timezone.get_default_timezone()
    if now.certified_at and paid_on < now.certified_at.astimezone(here).date():
        raise NotAPayment(_("Un versement ne précède pas le service fait."))
    _require_unused(now, reference.strip())
    now.state, now.reference = payment_after(now.state, "pay"), reference.strip()
    now.paid_on, now.entered_by_id = paid_on, by.affiliation_id
    now.save(update_fields=["state", "reference", "paid_on", "entered_by"])
    tell_carrier(now.agreement, _("Un versement est fait."), at=at)
    project = now.agreement.project
    fact = PaymentMade(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=now.agreement_id, payment_id=now.pk, cents=now.certified_cents or 0,
        paid_on=paid_on,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now


def _require_unused(payment: Payment, reference: str) -> None:
    """A reference names one payment of a body of the State."""
    caller = payment.agreement.project.call.organisation_id
    same = Payment.objects.filter(agreement__project__call__organisation=caller)
    if same.filter(reference=reference).exists():
        raise NotAPayment(_("Cette référence est déjà celle d’un autre versement."))
