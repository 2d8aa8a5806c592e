from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models import Dossier
from jalon.intake.models.people_list import PeopleList
from jalon.kernel.ids import uuid7


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", _("à décider")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")


class Proposal(models.Model):
    """A value that a partner's list gives and that the dossier does not: the team decides.

    `sealed` packs the current and the proposed values by model field. The same value from the
    same organisation is proposed once for ever, whatever was decided (`value_fingerprint`).
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+", db_index=False)
    people_list = models.ForeignKey(PeopleList, models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    line = models.PositiveIntegerField()
    block = models.CharField(max_length=20)
    field = models.CharField(max_length=30)
    sealed = models.BinaryField()
    value_fingerprint = models.BinaryField(max_length=32)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.PROPOSED)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "field", "organisation", "value_fingerprint"],
                name="one_proposal_per_value",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="known_proposal_state"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at=None)
                | ~Q(state="proposed") & Q(decided_at__isnull=False),
                name="decided_proposal_has_its_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["dossier", "id"], condition=Q(state="proposed"), name="proposal_to_decide"
            ),
            models.Index(fields=["people_list"], name="proposal_by_list"),
        ]
