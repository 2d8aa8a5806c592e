from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.contracts.models.contract import EngagementContract
from jalon.dossiers.models import Dossier
from jalon.vault.fields import EncryptedTextField


class Adaptation(models.TextChoices):
    """Why the hours are not those of the principle, where it tells nothing intimate.

    What hinders somebody (health, family, housing…) is a difficulty of the dossier: it is named in
    the contract under its own right to be read (`ContractBarrier.adapts_hours`).
    """

    WORK = "work", _("la personne travaille déjà")
    TRAINING = "training", _("la personne se forme")
    GRADUAL = "gradual", _("la durée augmente petit à petit")
    CHOICE = "choice", _("la personne et l’organisme l’ont décidé ensemble")


class ContractTerms(models.Model):
    """What is being agreed, while it can still change; frozen in a version when it is offered."""

    contract = models.OneToOneField(
        EngagementContract, models.CASCADE, related_name="terms", primary_key=True
    )
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    weekly_hours = models.PositiveSmallIntegerField(_("heures par semaine"), null=True, blank=True)
    adaptations = ArrayField(
        models.CharField(max_length=10, choices=Adaptation),
        default=list,
        blank=True,
        verbose_name=_("pourquoi cette durée"),
    )
    words = EncryptedTextField(_("ce que nous avons décidé"), blank=True, default="")
    refusal = EncryptedTextField(_("mot de la personne"), blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(adaptations__contained_by=Adaptation.values), name="known_adaptations"
            ),
        ]
