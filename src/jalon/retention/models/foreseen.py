from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class What(models.TextChoices):
    """What a dossier is, or what its end will be."""

    ACTIVE = "active", _("suivis")
    TO_ARCHIVE = "archive", _("à archiver")
    NEVER_SUPPORTED = "never_supported", _("à effacer, jamais accompagnés")
    ARCHIVED = "archived", _("archivés")
    TO_DESTROY = "destroy", _("à détruire")


class Notice(models.Model):
    """Those who follow a person were told that the dossier will soon be archived, or erased.

    Numbers, no foreign keys: these rows hold nobody back and leave with their dossier.
    `started_on` is the contact from which time was counted: after a new one, another notice.
    """

    dossier_id = models.BigIntegerField(unique=True)
    what = models.CharField(max_length=20, choices=What)
    started_on = models.DateField()
    told_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(what__in=What.values), name="known_end_told"),
        ]


class Restoration(models.Model):
    """An archived dossier came back: its time is counted from that day."""

    dossier_id = models.BigIntegerField(db_index=True)
    restored_on = models.DateField()


class Suspension(models.Model):
    """Nothing of this person is archived nor destroyed while a dispute lasts (CASF, R.263-8)."""

    person_id = models.BigIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id"],
                condition=Q(ended_at=None),
                name="one_suspension_at_a_time",
            ),
        ]


class Foreseen(models.Model):
    """How many dossiers an organisation leads, and when some of them end; made again each day.

    `month_from`, the first day of a month, is empty for what is counted as it stands today.
    """

    made_on = models.DateField(_("établi le"))
    organisation_id = models.BigIntegerField()
    what = models.CharField(max_length=20, choices=What)
    month_from = models.DateField(_("mois"), null=True)
    count = models.PositiveIntegerField(_("nombre"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(what__in=What.values), name="known_end_foreseen"),
            models.UniqueConstraint(
                fields=["organisation_id", "what", "month_from"],
                nulls_distinct=False,
                name="one_forecast_per_month",
            ),
        ]
