from datetime import UTC
from hashlib import sha256

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Func, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation


class Entry(models.Model):
    """One fact. Written once, in the transaction that made it true; never changed.

    `stream` groups the facts of one thing ("dossier/12"); `position` counts them from 1, without
    gap and in the order they were committed. A fact of the platform itself has no author.
    `audience`, when set, is the one organisation that may know of it (a private note). `need` is
    the block one must read to know of a fact of a dossier; without it, nobody may.
    """

    stream = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    affiliation = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    audience = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    need = models.CharField(max_length=1, blank=True, default="", db_default="")
    at = models.DateTimeField()
    dossier_id = models.GeneratedField(
        expression=Case(
            When(
                stream__startswith="dossier/",
                then=Cast(
                    Func(F("stream"), Value("/"), Value(2), function="split_part"),
                    models.BigIntegerField(),
                ),
            ),
            default=None,
        ),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "position"], name="one_entry_per_position"),
        ]


class Channel(models.TextChoices):
    PAGE = "page", "page"
    FRAGMENT = "fragment", "fragment"
    STREAM = "stream", "stream"
    EXPORT = "export", "export"
    LIST = "list", "list"
    SEARCH = "search", "search"
    AUTOCOMPLETE = "autocomplete", "autocomplete"
    API = "api", "api"
    IMPORT = "import", "import"


class Purpose(models.TextChoices):
    """Why it was read, as it is told to the person."""

    SUPPORT = "support", _("accompagner la personne")
    ORIENTATION = "orientation", _("orienter la personne")
    REVIEW_PANEL = "review_panel", _("donner l’avis de l’équipe pluridisciplinaire")
    BENEFIT = "benefit", _("gérer l’allocation")
    OFFER = "offer", _("préparer ou suivre une action")
    SUPERVISION = "supervision", _("encadrer l’équipe")
    EMERGENCY = "emergency", _("accès exceptionnel, en urgence")
    DATA_PROTECTION = "data_protection", _("protéger les données")
    OWN = "own", _("consulter son propre dossier")
    INTAKE = "intake", _("traiter la liste d’un partenaire")


class Reading(models.Model):
    """One reading: who, for whom, why, of what, how; never changed, kept apart from all else.

    Of one dossier: its `stream`, the blocks shown, and up to which fact. Of a list of names: one
    row for the whole list, `stream` empty, `dossiers` those shown. The person who reads their own
    dossier has neither affiliation nor organisation; `user` is missing from old rows only.

    No foreign key binds the table (the ids stay when what they name is erased, and no deletion or
    TRUNCATE … CASCADE reaches it). The column `xact`, which Django does not know, is the
    transaction that wrote the row: it tells the sealer where to look (`journal.sealing`).
    """

    stream = models.CharField(max_length=80)
    dossiers = ArrayField(models.BigIntegerField(), default=list)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+",
        db_index=False, db_constraint=False,
    )  # fmt: skip
    affiliation = models.ForeignKey(
        Affiliation, models.DO_NOTHING, null=True, related_name="+",
        db_index=False, db_constraint=False,
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, models.DO_NOTHING, null=True, related_name="+",
        db_index=False, db_constraint=False,
    )  # fmt: skip
    purpose = models.CharField(max_length=20, choices=Purpose, default="")
    channel = models.CharField(max_length=12, choices=Channel)
    blocks = ArrayField(models.CharField(max_length=30), default=list)
    position = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="known_reading_channel"
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=["", *Purpose.values]), name="known_reading_purpose"
            ),
            models.CheckConstraint(
                condition=models.Q(affiliation__isnull=False) | models.Q(purpose=Purpose.OWN),
                name="only_the_person_reads_without_affiliation",
            ),
        ]
        indexes = [
            models.Index(fields=["stream", "affiliation", "-at"], name="reading_of_stream"),
            GinIndex(fields=["dossiers"], name="reading_listing", condition=models.Q(stream="")),
        ]


class Seal(models.Model):
    """What a batch of readings was at an instant: the root of their hash tree, signed.

    Readings have places counted from 1 without gap, given by the sealer; a seal holds `leaves`
    places from `first` on. `previous` is the hash of the line of the seal before (zeros for the
    first). `floor` tells the sealer from which transaction on a reading may still have no place.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    first = models.PositiveBigIntegerField()
    leaves = models.PositiveIntegerField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    key = models.BinaryField(max_length=8)
    signature = models.BinaryField(max_length=64)
    floor = models.BigIntegerField()
    purged_at = models.DateTimeField(null=True)
    purge_signature = models.BinaryField(max_length=64, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(leaves__gt=0), name="seal_holds_readings"),
            models.CheckConstraint(
                condition=models.Q(purged_at=None, purge_signature=None)
                | models.Q(purged_at__isnull=False, purge_signature__isnull=False),
                name="purge_is_signed",
            ),
        ]

    @property
    def line(self) -> str:
        """What is signed, chained and exported: one line of text."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        hashes = f"{bytes(self.root).hex()} {bytes(self.previous).hex()}"
        key = bytes(self.key).hex()
        return f"jalon-seal/1 {self.number} {self.first} {self.leaves} {hashes} {at} {key}"

    @property
    def digest(self) -> bytes:
        """The hash of the line, 32 bytes: what the next seal holds of this one."""
        return sha256(self.line.encode()).digest()

    @property
    def purge_line(self) -> str:
        """What is signed when its readings are destroyed at the end of their time."""
        at = self.purged_at and self.purged_at.astimezone(UTC).isoformat(timespec="microseconds")
        return f"jalon-purge/1 {self.number} {self.first} {self.leaves} {at}"


class Leaf(models.Model):
    """The place of one reading among all, and the mark that binds both (`seal_keys`)."""

    position = models.PositiveBigIntegerField(primary_key=True)
    reading_id = models.BigIntegerField(unique=True)
    mark = models.BinaryField(max_length=16)
