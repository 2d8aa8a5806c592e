from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier


class ClosingReason(models.TextChoices):
    EMPLOYMENT = "employment", _("emploi durable")
    TRAINING = "training", _("entrée en formation longue")
    BUSINESS = "business", _("création d’entreprise")
    RETIREMENT = "retirement", _("retraite")
    MOVE = "move", _("départ vers un autre territoire")
    NO_NEWS = "no_news", _("perte de contact")
    OWN_WISH = "own_wish", _("souhait de la personne")
    NOT_CONCERNED = "not_concerned", _("plus concernée par cet accompagnement")
    DEATH = "death", _("décès")


class Closing(models.Model):
    """Why a dossier was closed, and whether it was opened again: one row each time."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="closings")
    reason = models.CharField(_("motif"), max_length=15, choices=ClosingReason)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=ClosingReason.values), name="known_closing_reason"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None) | Q(reopened_at__gte=F("closed_at")),
                name="reopened_after_it_closed",
            ),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(reopened_at=None), name="one_closing_in_force"
            ),
        ]
