from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class RegisterLookup(models.Model):
    """One opening, by an officer, of the register of who read one dossier, and why they did.

    It gives its author the register of that dossier for that day.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="register_lookups")
    dossier_number = models.UUIDField(editable=False)
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    motive = EncryptedTextField(_("motif"))
    opened_at = models.DateTimeField()
