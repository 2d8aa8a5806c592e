"""What was granted, paid and asked back, in cents."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from jalon.grants.models import Agreement
from jalon.grants.queries.readable import binding_version
from jalon.grants.states import PaymentState


@dataclass(frozen=True)
class Totals:
    """`certified_cents`: paid or to be paid. `back_cents`: asked back, received or not."""

    granted_cents: int
    certified_cents: int
    paid_cents: int
    back_cents: int

    @property
    def kept_cents(self) -> int:
        """What the carrier keeps of what was paid."""
        return self.paid_cents - self.back_cents

    @property
    def remaining_cents(self) -> int:
        """What may still be paid."""
        return self.granted_cents - self.paid_cents

    @property
    def uncertified_cents(self) -> int:
        """What may still be certified."""
        return self.granted_cents - self.certified_cents


def totals_of(agreement: Agreement) -> Totals:
    """Two statements, and the text in force."""
    version = binding_version(agreement)
    paid = Q(state=PaymentState.PAID)
    certified = paid | Q(state=PaymentState.CERTIFIED)
    sums = agreement.payments.aggregate(
        certified=Sum("certified_cents", filter=certified),
        paid=Sum("certified_cents", filter=paid),
    )
    return Totals(
        version.amount_cents if version else 0,
        sums["certified"] or 0,
        sums["paid"] or 0,
        agreement.repayments.aggregate(sum=Sum("cents"))["sum"] or 0,
    )
