import secrets
from datetime import datetime
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField

# Without what is mistaken for something else when it is read aloud or copied by hand.
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH: Final = 10


def new_reference() -> str:
    """What the person shows to be found: 49 bits at random, `ABCDE-23456` as it is read."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


class CheckOutcome(models.TextChoices):
    PENDING = "pending", _("en attente")
    CONFIRMED = "confirmed", _("confirmée")


class IdentityCheck(models.Model):
    """Somebody FranceConnect vouches for whom we could not tell surely: a human will.

    It points to nobody: whoever is near in the files learns nothing, and no référent is shown the
    identity of a namesake. The person shows `reference` to their own référent, in person.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(
        _("numéro"), max_length=LENGTH, default=new_reference, unique=True, editable=False
    )
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    assurance = models.CharField(max_length=100, blank=True)
    pivot = EncryptedTextField(_("identité certifiée"))
    requested_at = models.DateTimeField(_("demandée le"))
    expires_at = models.DateTimeField(_("à confirmer avant le"))
    outcome = models.CharField(
        _("décision"), max_length=10, choices=CheckOutcome, default=CheckOutcome.PENDING
    )
    decided_at = models.DateTimeField(_("confirmée le"), null=True)
    decided_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                condition=models.Q(outcome=CheckOutcome.PENDING),
                name="one_pending_check_per_identity",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=CheckOutcome.PENDING, decided_at=None, decided_by=None)
                | models.Q(
                    outcome__in=[CheckOutcome.CONFIRMED],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="identity_is_confirmed_by_someone",
            ),
        ]

    @property
    def spelled(self) -> str:
        """As it is shown and read aloud, in two halves."""
        return f"{self.reference[:5]}-{self.reference[5:]}"

    def is_open(self, at: datetime) -> bool:
        return self.outcome == CheckOutcome.PENDING and at < self.expires_at
