from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier, Membership
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class HandoverState(models.TextChoices):
    PENDING = "pending", _("en attente")
    ACCEPTED = "accepted", _("accepté")
    DECLINED = "declined", _("décliné")
    WITHDRAWN = "withdrawn", _("retiré")


class Handover(models.Model):
    """A person proposed to another référent, who accepts or declines; until then nothing changes.

    `seat` is the référent's at that moment: handed over otherwise meanwhile, the proposal is over.
    Before accepting, the receiver reads a first name, an initial and the note that goes with it.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="handovers")
    seat = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposé le"))
    shown_as = EncryptedTextField(_("personne"))
    note = EncryptedTextField(_("note de relais"))
    state = models.CharField(
        _("réponse"), max_length=10, choices=HandoverState, default=HandoverState.PENDING
    )
    answer = EncryptedTextField(_("motif"), blank=True, default="")
    answered_at = models.DateTimeField(_("répondu le"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(state="pending"), name="one_handover_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=HandoverState.PENDING, answered_at=None)
                | Q(
                    state__in=[
                        HandoverState.ACCEPTED, HandoverState.DECLINED, HandoverState.WITHDRAWN,
                    ],
                    answered_at__isnull=False,
                ),
                name="answered_handover_says_when",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["affiliation"], condition=Q(state="pending"), name="handover_received"
            ),
        ]


class CaseloadLimit(models.Model):
    """How many people one professional accompanies at most, when their manager decided so."""

    affiliation = models.OneToOneField(
        Affiliation, models.CASCADE, related_name="caseload_limit", primary_key=True
    )
    most = models.PositiveSmallIntegerField(_("personnes au plus"))
    decided_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(most__lte=500), name="caseload_limit_is_sensible"),
        ]
