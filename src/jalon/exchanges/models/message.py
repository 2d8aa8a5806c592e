from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class Nature(models.TextChoices):
    """What a message is for, beyond its words."""

    WORD = "word", _("message")
    APPOINTMENT = "appointment", _("demande de rendez-vous")


class Message(models.Model):
    """A few words from one side to the other. Without `author`, from the person herself.

    `read_at` is said by the other side, never guessed from a page that was open.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="+", verbose_name=_("écrit par")
    )
    nature = models.CharField(
        _("sorte de message"), max_length=12, choices=Nature, default=Nature.WORD
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
                condition=Q(nature__in=Nature.values), name="known_nature_of_message"
            ),
            models.CheckConstraint(
                condition=Q(author=None) | Q(nature=Nature.WORD), name="the_person_asks_alone"
            ),
            models.CheckConstraint(
                condition=Q(read_at=None, read_by=None)
                | Q(read_at__isnull=False, author=None, read_by__isnull=False)
                | Q(read_at__isnull=False, author__isnull=False, read_by=None),
                name="the_other_side_reads",
            ),
        ]
        indexes = [models.Index(fields=["dossier", "-id"], name="message_of_dossier")]
