from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models.affiliation import Affiliation


class HabilitationKind(models.TextChoices):
    """What a hat may be trusted with, beyond its role; always by a second person, for a time."""

    SECRECY = "secrecy", _("secret professionnel (santé, justice, protection)")
    BREAK_GLASS = "break_glass", _("accès exceptionnel, en urgence")


class HabilitationQuerySet(models.QuerySet["Habilitation"]):
    def in_force(self, on: date) -> "HabilitationQuerySet":
        """Those that open something on that day."""
        return self.filter(ended_on__gt=on, started_on__lte=on)


class Habilitation(models.Model):
    """A trust given to one hat, from one day to another, by someone else.

    `ended_on` is the first day without it: always set, so that none lasts by oversight (CASF,
    R.263-4: a named and dated habilitation).
    """

    affiliation = models.ForeignKey(Affiliation, models.PROTECT, related_name="habilitations")
    kind = models.CharField(_("nature"), max_length=20, choices=HabilitationKind)
    started_on = models.DateField(_("depuis le"))
    ended_on = models.DateField(_("jusqu’au"))
    granted_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")

    objects = HabilitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=HabilitationKind.values), name="known_habilitation_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__gte=models.F("started_on")),
                name="habilitation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~models.Q(granted_by=models.F("affiliation")),
                name="nobody_grants_themselves",
            ),
        ]
        indexes = [models.Index(fields=["affiliation", "kind", "-ended_on"], name="habilitation")]
