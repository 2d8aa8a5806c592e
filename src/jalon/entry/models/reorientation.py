from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class ReorientationState(models.TextChoices):
    PENDING = "pending", _("en attente")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")


class Reorientation(models.Model):
    """The référent, or the person, asks that another track or another body be decided.

    Answered with a reason, told to both. Accepted, a new orientation begins.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="reorientations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(_("demandée le"))
    reason = EncryptedTextField(_("motif"))
    state = models.CharField(
        _("réponse"),
        max_length=10,
        choices=ReorientationState,
        default=ReorientationState.PENDING,
    )
    taken_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    answer = EncryptedTextField(_("motif de la réponse"), blank=True, default="")
    answered_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("répondue le"), null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(state="pending"),
                name="one_reorientation_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=ReorientationState.PENDING, answered_at=None, answered_by=None)
                | Q(
                    state__in=[ReorientationState.ACCEPTED, ReorientationState.REFUSED],
                    answered_at__isnull=False,
                ),
                name="answered_reorientation_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "requested_at"],
                condition=Q(state="pending"),
                name="reorientation_to_answer",
            ),
        ]
