from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models.organisation import Organisation
from jalon.kernel.ids import uuid7


class AffiliationRole(models.TextChoices):
    PROFESSIONAL = "professional", _("accompagnement")
    ORIENTATION_OFFICER = "orientation_officer", _("orientation")
    REVIEW_PANEL = "review_panel", _("équipe pluridisciplinaire")
    MANAGER = "manager", _("responsable de structure")
    STEERING = "steering", _("pilotage")
    EVALUATOR = "evaluator", _("évaluation")
    DATA_PROTECTION = "data_protection", _("protection des données")
    ADMINISTRATOR = "administrator", _("administration de la plateforme")


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def in_force(self, on: date) -> "AffiliationQuerySet":
        """Those that give rights that day: confirmed, started, not ended, account and body open."""
        return self.filter(
            models.Q(ended_on=None) | models.Q(ended_on__gt=on),
            models.Q(organisation__closed_on=None) | models.Q(organisation__closed_on__gt=on),
            confirmed_at__isnull=False,
            started_on__lte=on,
            user__is_active=True,
        )

    def waiting(self, on: date) -> "AffiliationQuerySet":
        """Those that a second person may still confirm: not ended, account and body open."""
        return self.filter(
            models.Q(ended_on=None) | models.Q(ended_on__gt=on),
            models.Q(organisation__closed_on=None) | models.Q(organisation__closed_on__gt=on),
            confirmed_at=None,
            user__is_active=True,
        )


class Affiliation(models.Model):
    """A user's place in an organisation: one hat, one role, from one day to another.

    `ended_on` is the first day without rights. Ending sets a date; nothing is deleted. It gives no
    right before a second person has confirmed it: never its holder, nor who granted it. Those two
    are humans, not hats, so that nobody is both by changing hats; None is the platform's server.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")
    role = models.CharField(_("rôle"), max_length=30, choices=AffiliationRole)
    job_title = models.CharField(_("fonction"), max_length=100, blank=True)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    started_on = models.DateField(_("depuis le"))
    ended_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(ended_on=None),
                name="one_open_affiliation_per_hat",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("started_on")),
                name="affiliation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=AffiliationRole.values), name="known_affiliation_role"
            ),
            models.CheckConstraint(
                condition=~models.Q(granted_by=models.F("user")),
                name="affiliation_not_granted_to_oneself",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | models.Q(confirmed_at__isnull=False),
                name="affiliation_confirmed_by_with_its_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("user"))
                & ~models.Q(confirmed_by=models.F("granted_by")),
                name="affiliation_confirmed_by_a_second_person",
            ),
        ]
