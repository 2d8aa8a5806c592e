from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models import Dossier, Membership
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class TransferState(models.TextChoices):
    PENDING = "pending", _("en attente")
    ACCEPTED = "accepted", _("accepté")
    REFUSED = "refused", _("refusé")
    WITHDRAWN = "withdrawn", _("retiré")


class Transfer(models.Model):
    """A dossier that follows a person who moves: asked here, accepted where she goes.

    Until the orientation service of the other département accepts, it reads a first name, an
    initial and the note, and nothing changes here. `agreed_on`: the day the person agreed, without
    which nothing is asked. `seat` is the référent's at that moment.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="transfers")
    seat = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("service d’orientation")
    )
    requested_by = models.ForeignKey(
        Affiliation, models.PROTECT, related_name="+", verbose_name=_("demandé par")
    )
    requested_at = models.DateTimeField(_("demandé le"))
    agreed_on = models.DateField(_("accord de la personne le"))
    shown_as = EncryptedTextField(_("personne"))
    note = EncryptedTextField(_("note de relais"))
    state = models.CharField(
        _("réponse"), max_length=10, choices=TransferState, default=TransferState.PENDING
    )
    answer = EncryptedTextField(_("motif"), blank=True, default="")
    answered_by = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="+", verbose_name=_("répondu par")
    )
    answered_at = models.DateTimeField(_("répondu le"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(state="pending"), name="one_transfer_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=TransferState.PENDING, answered_at=None)
                | Q(
                    state__in=[
                        TransferState.ACCEPTED, TransferState.REFUSED, TransferState.WITHDRAWN,
                    ],
                    answered_at__isnull=False,
                ),
                name="answered_transfer_says_when",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["organisation", "requested_at"],
                condition=Q(state="pending"),
                name="transfer_to_answer",
            ),
        ]
