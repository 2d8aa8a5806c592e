from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Organisation
from jalon.strategies.models.step import StrategyStep


class MeansKind(models.TextChoices):
    FTE = "fte", _("équivalents temps plein")
    PLACES = "places", _("places")
    EUROS = "euros", _("euros par an")


class StrategyMeans(models.Model):
    """What a body brings so that a step is kept: posts, places or money."""

    step = models.ForeignKey(StrategyStep, models.CASCADE, related_name="means")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("apportés par")
    )
    kind = models.CharField(_("moyens"), max_length=10, choices=MeansKind)
    amount = models.DecimalField(_("combien"), max_digits=12, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["step", "organisation", "kind"], name="one_line_of_means_per_body_and_kind"
            ),
            models.CheckConstraint(condition=Q(kind__in=MeansKind.values), name="known_means_kind"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="means_are_positive"),
        ]
