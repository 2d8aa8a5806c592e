from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.calls.models.call import Call
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class Subscription(models.Model):
    """An address that wants to be told what changes in a call, without an account.

    Nothing is sent to it, but the link to confirm, until `confirmed_at`. Ending deletes the row.
    `fingerprint` recognises the address, which is sealed.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    call = models.ForeignKey(Call, models.CASCADE, related_name="subscriptions")
    email = EncryptedTextField(_("adresse e-mail"))
    fingerprint = models.BinaryField(max_length=32)
    asked_at = models.DateTimeField(_("demandé le"))
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "fingerprint"], name="one_subscription_per_address"
            ),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk} to {self.call_id}"
