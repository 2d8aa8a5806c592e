from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models.dossier import Dossier
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class NoteKind(models.TextChoices):
    NOTE = "note", _("note")
    MEETING = "meeting", _("entretien")
    CALL = "call", _("appel")
    VISIT = "visit", _("visite")
    LETTER = "letter", _("courrier ou message")
    NO_NEWS = "no_news", _("sans réponse")


class NoteBlock(models.TextChoices):
    """What a note speaks of, hence who may read it: the block of the matrix of rights."""

    GENERAL = "N", _("la vie quotidienne")
    HEALTH = "S", _("la santé (ce que cela empêche)")
    JUSTICE = "J", _("la justice, les violences, la protection de l’enfance")


class Note(models.Model):
    """What a professional writes about what happened; sealed at rest.

    Shared with the whole team, or private to the writer's organisation (`is_private`).
    Withdrawn by its author, it disappears from the page and its text is erased.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="notes")
    author = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("nature"), max_length=10, choices=NoteKind, default=NoteKind.NOTE)
    block = models.CharField(
        _("nature protégée"), max_length=1, choices=NoteBlock, db_default=NoteBlock.GENERAL,
        default=NoteBlock.GENERAL,
    )  # fmt: skip
    body = EncryptedTextField(_("texte"))
    is_private = models.BooleanField(_("réservée à mon organisme"), default=False)
    happened_on = models.DateField(_("date"))
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="known_note_kind"),
            models.CheckConstraint(
                condition=Q(block__in=NoteBlock.values), name="known_note_block"
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "-written_at"], name="note_by_dossier"),
            models.Index(
                fields=["dossier", "-happened_on"],
                condition=models.Q(withdrawn_at=None),
                name="note_last_contact",
            ),
        ]
