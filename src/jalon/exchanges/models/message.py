from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class Message(models.Model):
    """A few words from one side to the other. Without `author`, from the person herself.

    `read_at` is said by the other side, never guessed from a page that was open.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="+", verbose_name=_("écrit par")
    )
    body = EncryptedTextField(_("message"))
    sent_at = models.DateTimeField(_("envoyé le"))
    read_at = models.DateTimeField(_("lu le"), null=True)
    read_by = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="+", verbose_name=_("lu par")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at=None, read_by=None)
                | Q(read_at__isnull=False, author=None, read_by__isnull=False)
                | Q(read_at__isnull=False, author__isnull=False, read_by=None),
                name="the_other_side_reads",
            ),
        ]
        indexes = [models.Index(fields=["dossier", "-id"], name="message_of_dossier")]
