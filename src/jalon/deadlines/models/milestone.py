from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Organisation
from jalon.dossiers.models import Dossier
from jalon.strategies.milestones import Milestone


class DossierMilestone(models.Model):
    """Something dated of a dossier's path: one fact of its journal, read as `milestones` says.

    Written by the database alone, in the transaction of the fact, and again from the journal when
    asked. `reached_on` is a day where the dossier is (its référent's territory). `undoes`: it takes
    back what was said before of the same `thing`. `need`: the block under which the fact is known.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(_("jalon"), max_length=30, choices=Milestone)
    reached_on = models.DateField(_("le"))
    at = models.DateTimeField()
    position = models.PositiveIntegerField()
    details = ArrayField(models.CharField(max_length=30), default=list)
    thing = models.CharField(max_length=40, blank=True)
    thread = models.CharField(max_length=40, blank=True)
    towards = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    undoes = models.BooleanField(default=False)
    need = models.CharField(max_length=1, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "code", "position"], name="one_milestone_per_fact"
            ),
            models.CheckConstraint(
                condition=Q(code__in=Milestone.values), name="known_milestone_code"
            ),
        ]
