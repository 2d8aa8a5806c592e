from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.contracts.models.document import ContractFile, ContractVersion
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class CodeChannel(models.TextChoices):
    EMAIL = "email", _("par e-mail")
    SMS = "sms", _("par SMS")


class Way(models.TextChoices):
    CODE = "code", _("par un code reçu sur son téléphone ou sa messagerie")
    TABLET = "tablet", _("sur l’écran, en tapant son nom")
    PAPER = "paper", _("sur papier")


class AcceptanceCode(models.Model):
    """A code sent to the person's own channel, for one version; only its fingerprint is kept."""

    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="codes")
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    channel = models.CharField(_("moyen"), max_length=10, choices=CodeChannel)
    sent_to = EncryptedTextField(_("envoyé à"))
    fingerprint = models.BinaryField()
    sent_at = models.DateTimeField(_("envoyé le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    tries = models.PositiveSmallIntegerField(_("essais"), default=0)
    used_at = models.DateTimeField(_("utilisé le"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=CodeChannel.values), name="known_code_channel"
            ),
        ]
        indexes = [models.Index(fields=["version", "sent_at"], name="code_of_version")]

    def is_open(self, at: datetime, tries: int) -> bool:
        """Whether it can still be typed."""
        return self.used_at is None and at < self.expires_at and self.tries < tries


class Acceptance(models.Model):
    """That the person said yes to one version, in which way, and what proves it.

    `recorded_by` is the professional who was there; empty, she did it alone in her space.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    version = models.OneToOneField(ContractVersion, models.CASCADE, related_name="acceptance")
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    way = models.CharField(_("accord donné"), max_length=10, choices=Way)
    accepted_at = models.DateTimeField(_("le"))
    typed_name = EncryptedTextField(_("nom tapé"), blank=True, default="")
    present = EncryptedTextField(_("qui était là"), blank=True, default="")
    sent_to = EncryptedTextField(_("code envoyé à"), blank=True, default="")
    scan = models.ForeignKey(ContractFile, models.CASCADE, null=True, related_name="+")
    recorded_by = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="+", verbose_name=_("recueilli par")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(way="code")
                | Q(way="tablet", recorded_by__isnull=False)
                | Q(way="paper", recorded_by__isnull=False, scan__isnull=False),
                name="acceptance_has_its_proof",
            ),
        ]
