from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models.dossier import Dossier
from jalon.dossiers.models.note import Note
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class CautionOverride(models.Model):
    """Somebody insisted on words that have no place there: the classes and why, never the text.

    Kept for the data-protection officer, who reads the reason; `field` is "note.body" or
    the name of the block whose free text was changed.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="caution_overrides")
    note = models.ForeignKey(Note, models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    field = models.CharField(_("champ"), max_length=60)
    classes = ArrayField(models.CharField(max_length=20))
    reason = EncryptedTextField(_("raison"), blank=True, default="")
    overridden_at = models.DateTimeField()
