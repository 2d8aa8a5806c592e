from datetime import date, datetime

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7

MORNING = 7


class Family(models.TextChoices):
    """What notifications are about, as an account chooses how to be told."""

    TURN = "turn", _("À répondre")
    NEWS = "news", _("Avancées")
    TEAM = "team", _("Équipe")
    REMINDER = "reminder", _("Dates")
    URGENT = "urgent", _("Urgences")


class Way(models.TextChoices):
    """How an account is told by e-mail; in Jalon, always."""

    AT_ONCE = "at_once", _("tout de suite")
    DAILY = "daily", _("une fois par jour")
    NEVER = "never", _("jamais")


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)


class Notification(models.Model):
    """Something told to one account: under one of its hats, or as the person herself.

    Without `user`, to the person of the dossier, who has no account: by her own channel alone.
    No word of what it is about: `kind` is that of a fact, or a reminder's. `need` is the block that
    one must read to see it, empty when it is addressed to its reader by name. `key` says what it
    comes from, so that nothing is told twice. `way`, when it was written; `told_at`, when a mail
    said that it waits. It ends with its dossier. Of the desk for calls it has no dossier: `subject`
    is the public id of the call or of the project that it leads to, and it is told to a hat.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_index=False
    )
    affiliation = models.ForeignKey(
        Affiliation, models.CASCADE, null=True, related_name="+", db_index=False
    )
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, related_name="+")
    subject = models.UUIDField(null=True)
    kind = models.CharField(_("quoi"), max_length=80)
    need = models.CharField(max_length=1, blank=True, default="")
    key = models.CharField(max_length=80)
    family = models.CharField(max_length=10, choices=Family)
    way = models.CharField(max_length=10, choices=Way)
    at = models.DateTimeField(_("le"))
    read_at = models.DateTimeField(_("lu le"), null=True)
    told_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "affiliation", "key"],
                name="told_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(affiliation=None), name="no_hat_without_account"
            ),
            models.CheckConstraint(
                condition=Q(dossier__isnull=False, subject=None)
                | Q(dossier=None, subject__isnull=False, affiliation__isnull=False, need=""),
                name="told_of_a_dossier_or_of_the_desk",
            ),
            models.CheckConstraint(condition=Q(family__in=Family.values), name="known_family"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="known_way"),
        ]
        indexes = [
            models.Index(fields=["user", "affiliation", "-at"], name="notification_of_account"),
            models.Index(
                fields=["user"],
                condition=Q(way="daily", told_at=None, read_at=None),
                name="notification_for_digest",
            ),
        ]


class Preference(models.Model):
    """How one account wants to be told of one family by e-mail, when it has said so."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    family = models.CharField(max_length=10, choices=Family)
    way = models.CharField(max_length=10, choices=Way)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "family"], name="one_way_per_family"),
            models.CheckConstraint(
                condition=Q(family__in=Family.values), name="known_preference_family"
            ),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="known_preference_way"),
            models.CheckConstraint(
                condition=~Q(family="urgent"), name="what_cannot_wait_is_not_chosen"
            ),
        ]


class DigestTime(models.Model):
    """At which hour an account gets its digest, where it works, and the last day that it did."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    hour = models.PositiveSmallIntegerField(
        _("heure"), default=MORNING, validators=[MaxValueValidator(23)]
    )
    last_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hour__lte=23), name="digest_at_an_hour_of_the_day")
        ]

    def is_due(self, local: datetime) -> bool:
        """Whether today's has not left, and its hour has come. `local`: the time where they are."""
        day: date = local.date()
        return local.hour >= self.hour and (self.last_on is None or self.last_on < day)
