from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class OutcomeKind(models.TextChoices):
    EMPLOYMENT = "employment", _("un emploi")
    TRAINING = "training", _("une formation")
    BUSINESS = "business", _("une création d’entreprise")
    RETIREMENT = "retirement", _("la retraite")
    MOVE = "move", _("un départ vers un autre territoire")


class JobContract(models.TextChoices):
    """The contract of a job; aided and integration contracts are told apart from the others."""

    PERMANENT = "permanent", _("CDI")
    FIXED_TERM = "fixed_term", _("CDD")
    TEMPORARY = "temporary", _("intérim")
    PUBLIC = "public", _("fonction publique")
    APPRENTICESHIP = "apprenticeship", _("apprentissage ou professionnalisation")
    INTEGRATION = "integration", _("contrat d’insertion (SIAE)")
    AIDED = "aided", _("autre contrat aidé")


class Outcome(models.Model):
    """Something that the support led to, with its dates; several over time.

    Declared by a professional (`declared_by`) or by the person herself (None), and then confirmed
    by a professional. A job may be
    named without its employer, whose name is sealed. Declared by mistake, it is withdrawn.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="outcomes")
    kind = models.CharField(_("nature"), max_length=12, choices=OutcomeKind)
    contract = models.CharField(
        _("contrat"), max_length=15, choices=JobContract, default="", blank=True
    )
    weekly_hours = models.DecimalField(
        _("heures par semaine"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    started_on = models.DateField(_("début"))
    planned_end_on = models.DateField(_("fin prévue"), null=True, blank=True)
    ended_on = models.DateField(_("fin"), null=True, blank=True)
    employer = EncryptedTextField(_("employeur ou organisme"), blank=True, default="")
    declared_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+", null=True)
    declared_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Affiliation, models.PROTECT, related_name="+", null=True, verbose_name=_("confirmé par")
    )
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=OutcomeKind.values), name="known_outcome_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind="employment", contract__in=JobContract.values)
                | (~Q(kind="employment") & Q(contract="")),
                name="contract_of_a_job_alone",
            ),
            models.CheckConstraint(
                condition=Q(weekly_hours=None) | Q(weekly_hours__gt=0, weekly_hours__lte=60),
                name="weekly_hours_of_a_week",
            ),
            models.CheckConstraint(
                condition=Q(planned_end_on=None) | Q(planned_end_on__gte=F("started_on")),
                name="outcome_planned_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="outcome_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, declared_by=None),
                name="what_the_person_says_is_confirmed",
            ),
        ]
        indexes = [models.Index(fields=["dossier", "-started_on"], name="outcome_by_dossier")]

    def is_running(self, on: date) -> bool:
        """Begun, and not over, as far as was said."""
        return self.started_on <= on and (self.ended_on is None or self.ended_on > on)
