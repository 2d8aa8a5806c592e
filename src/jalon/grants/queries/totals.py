"""What was granted, paid and asked back, in cents."""

from dataclasses import dataclass

from django.db.models import Sum

from jalon.grants.models import Agreement
from jalon.grants.queries.readable import binding_version
from jalon.grants.states import PaymentState


@dataclass(frozen=True)
class Totals:
    """`back_cents`: asked back, whether it was received or not."""

    granted_cents: int
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


def totals_of(agreement: Agreement) -> Totals:
    """Two statements, and the text in force."""
    version = binding_version(agreement)
    paid = agreement.payments.filter(state=PaymentState.PAID)
    return Totals(
        version.amount_cents if version else 0,
        paid.aggregate(sum=Sum("certified_cents"))["sum"] or 0,
        agreement.repayments.aggregate(sum=Sum("cents"))["sum"] or 0,
    )
