from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.calls.money import euros
from jalon.grants.events import PaymentCertified
from jalon.grants.models import Payment
from jalon.grants.queries.totals import totals_of
from jalon.grants.rules import WRITE_AGREEMENT
from jalon.grants.states import payment_after
from jalon.grants.telling import tell_carrier
from jalon.grants.turns import payment_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class MoreThanAsked(Refused):
    """What is certified is what was asked, or less."""


@transaction.atomic
def certify_payment(*, payment: Payment, cents: int, by: Actor, at: datetime) -> Payment:
    """The officer certifies that the service was done, for what was asked or less.

    With what was certified before, never more than the text in force grants. Raises
    MoreThanAsked, NotInThisState, Denied.
    """
    WRITE_AGREEMENT.require(by, payment.agreement)
    now = payment_in_turn(payment, "certify")
    if not 0 < cents <= (now.asked_cents or 0):
        most = euros(now.asked_cents or 0)
        raise MoreThanAsked(
            _("Le service fait est constaté pour %(most)s au plus.") % {"most": most}
        )
    left = totals_of(now.agreement).uncertified_cents
    if cents > left:
        raise MoreThanAsked(
            _("De cette subvention, il reste %(left)s à verser.") % {"left": euros(max(left, 0))}
        )
    now.state, now.certified_cents = payment_after(now.state, "certify"), cents
    now.certified_by_id, now.certified_at = by.affiliation_id, at
    now.save(update_fields=["state", "certified_cents", "certified_by", "certified_at"])
    tell_carrier(now.agreement, _("Le service fait d’un versement est constaté."), at=at)
    project = now.agreement.project
    fact = PaymentCertified(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=now.agreement_id, payment_id=now.pk, cents=cents,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now
