from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class Sighting(models.Model):
    """One account was shown one person within one hour: by name, or (`opened`) in the dossier.

    `hour` is whole hours since 1970. `subject` is the id of a dossier; or, negative, the print of
    a question about somebody who may or may not exist. Kept eight days: what was read is on
    record elsewhere, this is only for counting.
    """

    pk = models.CompositePrimaryKey("user_id", "hour", "subject")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    hour = models.IntegerField()
    subject = models.BigIntegerField()
    opened = models.BooleanField(default=False)
    outside = models.BooleanField(default=False)


class Standing(models.Model):
    """How far an account has gone beyond what its work needs. No row: nothing to say.

    `wait_until`: no new person before; `affiliation`, the hat that was worn. `doubted_at`: since
    when a second factor is asked again, and `vouched_at` when it was last given. `stopped_at`:
    nothing more is shown until lifted.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    wait_until = models.DateTimeField(null=True)
    affiliation = models.ForeignKey(
        Affiliation, models.CASCADE, null=True, related_name="+", db_index=False
    )
    doubted_at = models.DateTimeField(null=True)
    vouched_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)


class Measure(models.TextChoices):
    """What is counted: distinct people, in all, by name at least; and three parts of them.

    Apart from them, the refusals of numbers given for a newcomer that are somebody else's.
    """

    SEEN = "seen", _("personnes vues, au moins par leur nom")
    OPENED = "opened", _("dossiers ouverts")
    OUTSIDE = "outside", _("personnes hors de l’accompagnement habituel")
    ASKED = "asked", _("questions « cette personne est-elle connue ? »")
    REFUSED = "refused", _("numéros d’une autre personne donnés pour un nouveau dossier")


class Period(models.TextChoices):
    HOUR = "hour", _("en une heure")
    DAY = "day", _("en un jour")
    WEEK = "week", _("en sept jours")


class Step(models.TextChoices):
    """What is done about an excess, mildest first."""

    NOTICE = "notice", _("rien : à vérifier")
    SLOW = "slow", _("ralentissement")
    DOUBT = "doubt", _("second facteur redemandé")
    STOP = "stop", _("consultations suspendues")


class Decision(models.TextChoices):
    LIFTED = "lifted", _("levée")
    KEPT = "kept", _("maintenue")


class Alert(models.Model):
    """An account that asked for more than its work needs: told at once, decided by someone else.

    Names nobody who is accompanied: only what was counted. `reason` is what whoever decided wrote;
    `insisted_for`, why they kept words that they were told to look at again.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    affiliation = models.ForeignKey(Affiliation, models.CASCADE, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    step = models.CharField(max_length=10, choices=Step)
    measure = models.CharField(max_length=10, choices=Measure)
    period = models.CharField(max_length=10, choices=Period)
    counted = models.PositiveIntegerField()
    budget = models.PositiveIntegerField()
    raised_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    insisted_for = EncryptedTextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "step"],
                condition=models.Q(decided_at=None),
                name="one_open_alert_per_account_and_step",
            ),
            models.CheckConstraint(
                condition=models.Q(step__in=Step.values), name="known_alert_step"
            ),
            models.CheckConstraint(
                condition=models.Q(measure__in=Measure.values), name="known_alert_measure"
            ),
            models.CheckConstraint(
                condition=models.Q(period__in=Period.values), name="known_alert_period"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decision="")
                | models.Q(decided_at__isnull=False, decision__in=Decision.values),
                name="alert_decided_with_its_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["raised_at"], condition=models.Q(told_at=None), name="alert_to_tell"
            ),
        ]
