from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class ReferentRequestState(models.TextChoices):
    PENDING = "pending", _("en attente")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")


class ReferentRequest(models.Model):
    """The person asks for another référent, with a reason or without.

    Known to her and to the managers of the référent's body, who answer with a reason; never to the
    référent, nor to the rest of the team.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="referent_requests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("demandé le"))
    reason = EncryptedTextField(_("motif"), blank=True, default="")
    state = models.CharField(
        _("réponse"),
        max_length=10,
        choices=ReferentRequestState,
        default=ReferentRequestState.PENDING,
    )
    answer = EncryptedTextField(_("motif de la réponse"), blank=True, default="")
    answered_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("répondue le"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(state="pending"),
                name="one_referent_request_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=ReferentRequestState.PENDING, answered_at=None, answered_by=None)
                | Q(
                    state__in=[ReferentRequestState.ACCEPTED, ReferentRequestState.REFUSED],
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                ),
                name="answered_referent_request_says_who",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "requested_at"],
                condition=Q(state="pending"),
                name="referent_request_to_answer",
            ),
        ]
