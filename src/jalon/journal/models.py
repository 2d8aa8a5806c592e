from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from jalon.accounts.models import Affiliation, Organisation


class Entry(models.Model):
    """One fact. Written once, in the transaction that made it true; never changed.

    `stream` groups the facts of one thing ("dossier/12"); `position` counts them from 1, without
    gap and in the order they were committed. A fact of the platform itself has no author.
    `audience`, when set, is the one organisation that may know of it (a private note).
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
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "position"], name="one_entry_per_position"),
        ]


class Channel(models.TextChoices):
    PAGE = "page", "page"
    FRAGMENT = "fragment", "fragment"
    STREAM = "stream", "stream"
    EXPORT = "export", "export"


class Reading(models.Model):
    """One reading of a stream by one affiliation: what was shown, and up to which fact."""

    stream = models.CharField(max_length=80)
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=10, choices=Channel)
    blocks = ArrayField(models.CharField(max_length=30), default=list)
    position = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="known_reading_channel"
            ),
        ]
        indexes = [models.Index(fields=["affiliation", "stream", "-at"], name="reading_last_visit")]
