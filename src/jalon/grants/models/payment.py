from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.grants.content import PaymentKind
from jalon.grants.models.agreement import Agreement
from jalon.grants.states import PaymentState
from jalon.kernel.ids import uuid7


class Payment(models.Model):
    """A payment of the schedule in force: asked by the carrier, certified, then paid.

    `cents` is what is agreed; `asked_cents` and `certified_cents` may be less, never more.
    `reference`: that of the payment in the accounts of the State. Amended, it is cancelled and
    another one is planned.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="payments")
    kind = models.CharField(_("nature"), max_length=10, choices=PaymentKind)
    cents = models.BigIntegerField(_("montant prévu"))
    due_on = models.DateField(_("à partir du"))
    condition = models.CharField(_("condition"), max_length=300, blank=True)
    state = models.CharField(
        _("état"), max_length=9, choices=PaymentState, default=PaymentState.PLANNED
    )
    asked_cents = models.BigIntegerField(_("montant demandé"), null=True)
    asked_words = models.TextField(_("précisions du porteur"), blank=True)
    asked_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("demandé le"), null=True)
    return_reason = models.TextField(_("motif du renvoi"), blank=True)
    certified_cents = models.BigIntegerField(_("service fait"), null=True)
    certified_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    certified_at = models.DateTimeField(_("service fait constaté le"), null=True)
    reference = models.CharField(_("référence du paiement"), max_length=60, blank=True)
    paid_on = models.DateField(_("versé le"), null=True)
    entered_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=PaymentState.values), name="known_payment_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PaymentKind.values), name="known_payment_kind"
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="payment_is_positive"),
            models.CheckConstraint(
                condition=Q(asked_cents=None) | Q(asked_cents__gt=0, asked_cents__lte=F("cents")),
                name="payment_asked_is_within_what_is_agreed",
            ),
            models.CheckConstraint(
                condition=Q(certified_cents=None)
                | Q(certified_cents__gt=0, certified_cents__lte=F("asked_cents")),
                name="payment_certified_is_within_what_is_asked",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("certified", "paid"))
                | Q(certified_cents__isnull=False, certified_at__isnull=False),
                name="certified_payment_says_how_much",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | (Q(paid_on__isnull=False) & ~Q(reference="")),
                name="payment_has_its_reference",
            ),
        ]


class PaymentPaper(models.Model):
    """A document that supports what is asked; one that was joined stays."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="papers")
    name = models.CharField(_("nom du fichier"), max_length=200)
    media_type = models.CharField(max_length=40)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    joined_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField(_("joint le"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "digest"], name="one_paper_of_payment_per_file"
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="paper_of_payment_has_its_digest"
            ),
        ]


class Repayment(models.Model):
    """What the State asks back of what it paid; `reference`: that of the demand for payment."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="repayments")
    cents = models.BigIntegerField(_("montant"))
    reason = models.TextField(_("motif"))
    reference = models.CharField(_("titre de perception"), max_length=60)
    asked_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("demandé le"))
    settled_on = models.DateField(_("remboursé le"), null=True)
    settled_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "reference"], name="one_repayment_per_reference"
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="repayment_is_positive"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(reference=""), name="repayment_says_why"
            ),
        ]
