from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.contracts.models.contract import EngagementContract
from jalon.dossiers.models import THEMES, Dossier, Impact
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class ContractVersion(models.Model):
    """The contract as it was offered, frozen: JSON, sealed. Never changed; another one is made.

    `digest` is the SHA-256 of its document and of its difficulties, in canonical form.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    contract = models.ForeignKey(EngagementContract, models.CASCADE, related_name="versions")
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField(_("version"))
    document = EncryptedTextField(_("ce qui était proposé"))
    digest = models.CharField(_("empreinte"), max_length=64)
    offered_by = models.ForeignKey(
        Affiliation, models.PROTECT, related_name="+", verbose_name=_("proposé par")
    )
    offered_at = models.DateTimeField(_("proposé le"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="one_version_per_number"),
        ]


class ContractBarrier(models.Model):
    """A difficulty that a version names; it is read under the right of its own theme."""

    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="barriers")
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    theme = models.CharField(_("thème"), max_length=50, choices=list(THEMES.items()))
    impact = models.CharField(_("effet"), max_length=10, choices=Impact)
    adapts_hours = models.BooleanField(_("explique la durée"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "theme"], name="one_theme_per_version"),
            models.CheckConstraint(
                condition=Q(theme__in=list(THEMES)), name="known_theme_of_contract"
            ),
            models.CheckConstraint(
                condition=Q(impact__in=Impact.values), name="known_impact_in_contract"
            ),
        ]


class FileKind(models.TextChoices):
    SIGNED = "signed", _("contrat signé")
    SCAN = "scan", _("page signée par la personne")


class ContractFile(models.Model):
    """The exact bytes of what was signed, sealed, kept as long as the dossier is.

    `needs` are the letters of the difficulties that it names: who reads the file reads them all.
    `code` finds it again on the page of verification, without its bytes.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="files")
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    kind = models.CharField(_("nature"), max_length=10, choices=FileKind)
    content = models.BinaryField(_("contenu"))
    media_type = models.CharField(_("format"), max_length=40)
    digest = models.CharField(_("empreinte"), max_length=64)
    code = models.CharField(_("code de vérification"), max_length=24, blank=True)
    needs = models.CharField(max_length=8, blank=True)
    kept_at = models.DateTimeField(_("enregistré le"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(kind="signed"), name="one_signed_file"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="one_file_per_code"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=FileKind.values), name="known_contract_file"
            ),
        ]
        indexes = [models.Index(fields=["digest"], name="contract_file_by_digest")]
