from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class ListState(models.TextChoices):
    RECEIVED = "received", _("colonnes à reconnaître")
    CHECKING = "checking", _("vérification en cours")
    CHECKED = "checked", _("à relire, rien n’est encore importé")
    CORRECTING = "correcting", _("correction en cours")
    APPLYING = "applying", _("import en cours")
    APPLIED = "applied", _("importée")
    UNDOING = "undoing", _("annulation en cours")
    UNDONE = "undone", _("annulée")
    FAILED = "failed", _("refusée")


WORKING = frozenset(
    {ListState.CHECKING, ListState.CORRECTING, ListState.APPLYING, ListState.UNDOING}
)


class ListPolicy(models.Model):
    """How long a list is kept and may be undone, from a day on, and the text this comes from."""

    in_force_from = models.DateField(_("à compter du"), unique=True)
    keep_days = models.PositiveSmallIntegerField(_("jours de conservation des lignes"))
    undo_hours = models.PositiveSmallIntegerField(_("heures pour annuler"))
    source = models.CharField(_("source"), max_length=300)

    @classmethod
    def on(cls, day: date) -> "ListPolicy":
        """The policy in force on a day; migration 0002 gives the first one."""
        return cls.objects.filter(in_force_from__lte=day).latest("in_force_from")


class PeopleList(models.Model):
    """One file of people that an organisation sent, from its arrival to its application.

    `file_fingerprint` is a keyed HMAC of the content. `mapping[i]` is the field of column i.
    Once `purge_on` is past, file and lines are erased; the counts remain.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    file_name = EncryptedTextField(_("nom du fichier"))
    file_fingerprint = models.BinaryField(max_length=32)
    file_bytes = models.PositiveBigIntegerField(_("taille"))
    format = models.CharField(max_length=4)
    encoding = models.CharField(max_length=20, blank=True)
    separator = models.CharField(max_length=1, blank=True)
    header_line = models.PositiveIntegerField()
    titles = ArrayField(models.CharField(max_length=200))
    sample = EncryptedTextField(_("premières lignes"), default="")
    mapping = ArrayField(models.CharField(max_length=30, blank=True), default=list)
    state = models.CharField(max_length=10, choices=ListState, default=ListState.RECEIVED)
    refusal = models.CharField(max_length=400, blank=True)
    counts = models.JSONField(default=dict)
    received_at = models.DateTimeField(_("reçue le"))
    checked_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(_("importée le"), null=True)
    undone_at = models.DateTimeField(_("annulée le"), null=True)
    undo_until = models.DateTimeField(_("annulable jusqu’au"), null=True)
    purge_on = models.DateField(_("effacée le"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ListState.values), name="known_list_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="applied")
                | Q(applied_at__isnull=False, undo_until__isnull=False),
                name="applied_list_can_be_undone_for_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-received_at"], name="list_by_organisation"),
            models.Index(fields=["purge_on"], name="list_to_purge"),
        ]

    @property
    def stream(self) -> str:
        """The journal's name for this list."""
        return f"list/{self.pk}"


class ListPart(models.Model):
    """A piece of the file, sealed; erased once the list is applied or purged."""

    people_list = models.ForeignKey(
        PeopleList, models.CASCADE, related_name="parts", db_index=False
    )
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["people_list", "number"], name="one_part_per_number"),
        ]


class ListProgress(models.Model):
    """What is asked of the worker, in whose name, and how far it is.

    A page asks (`asked_at`) and looks; the keeper takes what is asked, and starts the process that
    does it. `beat_at` is written beside the one transaction that does the work.
    """

    people_list = models.OneToOneField(
        PeopleList, models.CASCADE, related_name="progress", primary_key=True
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField(null=True)
    line = models.PositiveIntegerField(null=True)


class ColumnMapping(models.Model):
    """What an organisation said each column holds, for files with the same titles."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    header_fingerprint = models.CharField(max_length=64)
    mapping = ArrayField(models.CharField(max_length=30, blank=True))
    decided_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "header_fingerprint"], name="one_mapping_per_header"
            ),
        ]
