from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class Bearer(models.TextChoices):
    PERSON = "person", _("la personne")
    ORGANISATION = "organisation", _("un organisme")


class CommitmentState(models.TextChoices):
    PROPOSED = "proposed", _("proposé")
    ACCEPTED = "accepted", _("en cours")
    KEPT = "kept", _("tenu")
    NOT_KEPT = "not_kept", _("pas tenu")
    WITHDRAWN = "withdrawn", _("retiré")


SETTLED = (CommitmentState.KEPT, CommitmentState.NOT_KEPT, CommitmentState.WITHDRAWN)


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def due(self, *, on: date) -> "CommitmentQuerySet":
        """Those to remind of: accepted, and due by that day, whoever bears them."""
        return self.filter(state=CommitmentState.ACCEPTED, due_on__lte=on)


class Commitment(models.Model):
    """What one side promised the other: the same for the person and for an organisation.

    `organisation` bears it when the person does not; `answers`, the professional who answers for
    it. Proposed by the person herself when `proposed_by` is empty. `proof` says what shows that it
    was kept, or why it was not.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="commitments")
    bearer = models.CharField(_("qui s’engage"), max_length=12, choices=Bearer)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("organisme")
    )
    answers = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="+", verbose_name=_("qui en répond")
    )
    text = EncryptedTextField(_("engagement"))
    due_on = models.DateField(_("pour le"), null=True, blank=True)
    state = models.CharField(
        _("état"), max_length=10, choices=CommitmentState, default=CommitmentState.PROPOSED
    )
    proof = EncryptedTextField(_("ce qui le montre"), blank=True, default="")
    proposed_by = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="+", verbose_name=_("écrit par")
    )
    proposed_for = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("organisme qui propose"),
    )
    proposed_at = models.DateTimeField(_("proposé le"))
    accepted_at = models.DateTimeField(_("accepté le"), null=True, blank=True)
    settled_at = models.DateTimeField(_("réglé le"), null=True, blank=True)
    settled_by = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="+", verbose_name=_("réglé par")
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(bearer=Bearer.PERSON, organisation=None, answers=None)
                | Q(bearer=Bearer.ORGANISATION, organisation__isnull=False),
                name="commitment_has_one_bearer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CommitmentState.values), name="known_commitment_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_at__isnull=False),
                name="accepted_commitment_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=list(SETTLED)) | Q(settled_at__isnull=False),
                name="settled_commitment_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier"], name="commitment_of_dossier"),
            models.Index(fields=["due_on"], condition=Q(state="accepted"), name="commitment_due"),
        ]

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes something, or must still answer."""
        return self.state in {CommitmentState.PROPOSED, CommitmentState.ACCEPTED}
