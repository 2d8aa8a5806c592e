from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.grants.states import AgreementState
from jalon.kernel.ids import uuid7
from jalon.projects.models import Project
from jalon.strategies.models import Strategy


class EndReason(models.TextChoices):
    CARRIER = "carrier", _("à la demande du porteur")
    STATE = "state", _("à la demande de l’État")
    BREACH = "breach", _("engagements non tenus")


class Agreement(models.Model):
    """What the State and the carrier of a selected project agree upon, from its draft to its end.

    `reference`: its number in the register of the State. `sent_at`: since when its carrier reads
    it. `strategy`: the one that it had adopted when it entered in force. What it says is in its
    versions: the one in force is the last that was signed.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.OneToOneField(Project, models.PROTECT, related_name="agreement")
    reference = models.CharField(_("numéro"), max_length=40)
    state = models.CharField(
        _("état"), max_length=8, choices=AgreementState, default=AgreementState.PREPARED
    )
    drafted_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("commencée le"))
    sent_at = models.DateTimeField(_("montrée au porteur le"), null=True)
    entered_at = models.DateTimeField(_("en vigueur depuis le"), null=True)
    strategy = models.ForeignKey(Strategy, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("terminée le"), null=True)
    ended_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(_("motif"), max_length=7, choices=EndReason, blank=True)
    end_words = models.TextField(_("en quelques mots"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=AgreementState.values), name="known_agreement_state"
            ),
            models.CheckConstraint(
                condition=Q(end_reason="") | Q(end_reason__in=EndReason.values),
                name="known_end_of_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("in_force", "closed")) | Q(entered_at__isnull=False),
                name="agreement_in_force_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("closed", "ended"), ended_at__isnull=False)
                | (~Q(state__in=("closed", "ended")) & Q(ended_at=None)),
                name="agreement_that_is_over_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | ~Q(end_reason=""), name="ended_agreement_says_why"
            ),
        ]

    @property
    def state_label(self) -> str:
        """One given up before it bound anybody was not terminated."""
        if self.state == AgreementState.ENDED and self.entered_at is None:
            return _t("abandonnée")
        return str(self.get_state_display())

    def __str__(self) -> str:
        return self.reference
